// The file that a measured process runs under node.
import { host } from "@byturns/host";
import { inside } from "@byturns/node/inside";
import { models } from "../models.ts";

host(inside, models);
