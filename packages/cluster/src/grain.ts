// grain on machines.
//
// Start: each task is a message to an entity on the machine that has the fewest, never in batches: what a batch saves is what
// is asked for. Cancel: an interruption, sent after the message and heard between two tasks. Fail: in the type; here there is
// nothing that could. Cost: a message each way a task, encoded and decoded while other machines compute.
import type { GrainInput, GrainOutput } from "@byturns/spec/grain";
import * as Effect from "effect/Effect";
import { Computer } from "./grain.machine.ts";
import { type Sharding, sure } from "./internal/cluster.ts";
import { type Places, shareOut } from "./internal/places.ts";

export const machine = new URL("./grain.machine.ts", import.meta.url);

/** Some tasks ahead, so that no machine waits for its next one; not all of them, so that a slower one gets fewer. */
const atOnce = 8;

/** Computes all tasks. */
export const grain = Effect.fnUntraced(function* ({
  tasks,
  units,
}: GrainInput): Effect.fn.Return<GrainOutput, never, Places | Sharding> {
  const client = yield* Computer.client;
  const share = yield* shareOut(atOnce);
  const numbers = Array.from({ length: tasks }, (_, number) => number);
  const task = (number: number) => share((place) => sure(client(place).computeOne({ number, units })));
  return { digests: yield* Effect.forEach(numbers, task, { concurrency: "unbounded" }) };
});
