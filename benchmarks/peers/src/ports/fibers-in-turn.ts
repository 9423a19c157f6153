// A setting of fibers: without `startImmediately` a child begins when the scheduler comes to it.
import * as Effect from "effect/Effect";
import { forkedRuns } from "../adapters/forked.ts";
import { contender } from "../contender.ts";

const { sleepers, skynet } = forkedRuns((task) => Effect.forkChild(task));

export const port = contender("fibers-in-turn", { ...(sleepers && { sleepers }), ...(skynet && { skynet }) });
