// The file that a measured process runs under deno.

import { inside } from "@byturns/deno/inside";
import { host } from "@byturns/host";
import { models } from "../models.ts";

host(inside, models);
