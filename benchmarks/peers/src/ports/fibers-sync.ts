// A lever of fibers: the scheduler goes on in microtasks, so that nobody else, not even a timer, gets a turn in between.
import * as Context from "effect/Context";
import { MixedScheduler, Scheduler } from "effect/Scheduler";
import { contender } from "../contender.ts";
import { underLevers, usual } from "../plays/under-levers.ts";

export const port = contender(
  "fibers-sync",
  underLevers(Context.add(usual, Scheduler, new MixedScheduler("sync"))),
);
