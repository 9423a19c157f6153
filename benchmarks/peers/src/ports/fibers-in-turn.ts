// A lever of fibers, let go of: without `startImmediately` a child begins when the scheduler comes to it.
import * as Effect from "effect/Effect";
import { contender } from "../contender.ts";
import { forkedPlays } from "../plays/forked.ts";

const { sleepers, skynet } = forkedPlays((task) => Effect.forkChild(task));

export const port = contender("fibers-in-turn", { ...(sleepers && { sleepers }), ...(skynet && { skynet }) });
