// A setting of fibers: they yield after 128 operations instead of 2,048, so that others wait less.
import * as Context from "effect/Context";
import { MaxOpsBeforeYield } from "effect/Scheduler";
import { underLevers, usual } from "../adapters/under-levers.ts";
import { contender } from "../contender.ts";

export const port = contender("fibers-128-ops", underLevers(Context.add(usual, MaxOpsBeforeYield, 128)));
