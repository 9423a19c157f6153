// The entry of a measured process.
import { host } from "@byturns/host";
import { inside } from "./inside.ts";

host(inside);
