// A setting of fibers: they yield only where they wait.
import * as Context from "effect/Context";
import { PreventSchedulerYield } from "effect/Scheduler";
import { underLevers, usual } from "../adapters/under-levers.ts";
import { contender } from "../contender.ts";

export const port = contender(
  "fibers-unyielding",
  underLevers(Context.add(usual, PreventSchedulerYield, true)),
);
