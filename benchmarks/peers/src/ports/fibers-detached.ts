// A lever of fibers: `forkDetach`, whose child is not its parent's, so that the parent keeps no set of them.
import * as Effect from "effect/Effect";
import { contender } from "../contender.ts";
import { forkedPlays } from "../plays/forked.ts";

export const port = contender(
  "fibers-detached",
  forkedPlays((task, atOnce) => Effect.forkDetach(task, { startImmediately: atOnce })),
);
