// A setting of fibers: the scheduler continues in microtasks, so that nothing else, not even a timer, gets a turn in
// between.
import * as Context from "effect/Context";
import { MixedScheduler, Scheduler } from "effect/Scheduler";
import { underLevers, usual } from "../adapters/under-levers.ts";
import { contender } from "../contender.ts";

export const port = contender(
  "fibers-sync",
  underLevers(Context.add(usual, Scheduler, new MixedScheduler("sync"))),
);
