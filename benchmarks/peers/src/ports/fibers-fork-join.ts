// A shape of skynet on fibers: children that are forked at once and joined one after another, instead of by `forEach`.
import * as Effect from "effect/Effect";
import { forkedRuns } from "../adapters/forked.ts";
import { contender } from "../contender.ts";

const { skynet } = forkedRuns((task, startImmediately) => Effect.forkChild(task, { startImmediately }));

export const port = contender("fibers-fork-join", { ...(skynet && { skynet }) });
