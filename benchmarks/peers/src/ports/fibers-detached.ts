// A setting of fibers: `forkDetach`, whose child is not its parent's, so that the parent keeps no set of them.
import * as Effect from "effect/Effect";
import { forkedRuns } from "../adapters/forked.ts";
import { contender } from "../contender.ts";

export const port = contender(
  "fibers-detached",
  forkedRuns((task, atOnce) => Effect.forkDetach(task, { startImmediately: atOnce })),
);
