// The file that a measured process runs under bun.

import { inside } from "@byturns/bun/inside";
import { host } from "@byturns/host";
import { models } from "../models.ts";

host(inside, models);
