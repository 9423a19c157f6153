// grain on machines.
//
// Start: each task is a message to an entity on the machine that has the fewest, never in batches: what a batch would save is
// the question. Cancel: interruption, sent after the message and received between two tasks. Fail: errors are typed; this
// effect cannot fail. Cost: a message each way per task, encoded and decoded while other machines compute.
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
