// A lever of fibers: a context with nothing in it. Its tracer is on then, and records the two or three spans of a call.
import * as Context from "effect/Context";
import { contender } from "../contender.ts";
import { underLevers } from "../plays/under-levers.ts";

export const port = contender("fibers-lean", underLevers(Context.empty()));
