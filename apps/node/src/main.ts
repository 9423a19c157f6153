// The file that a measured process runs.
import { host } from "@byturns/host";
import { inside } from "./inside.ts";

host(inside);
