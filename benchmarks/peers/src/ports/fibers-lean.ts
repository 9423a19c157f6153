// A setting of fibers: a context with nothing in it. Its tracer is on then, and records the two or three spans of a
// call.
import * as Context from "effect/Context";
import { underLevers } from "../adapters/under-levers.ts";
import { contender } from "../contender.ts";

export const port = contender("fibers-lean", underLevers(Context.empty()));
