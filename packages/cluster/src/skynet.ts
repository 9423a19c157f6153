// skynet on machines.
//
// Start: each leaf is a message to the machine that has the fewest; this process has the tasks above them, a fiber each.
// Cancel: interruption, sent after every message that is being answered. Fail: errors are typed; this effect cannot fail.
// Cost: a message each way per leaf, encoded and decoded. Branches of more than a thousand leaves run one after another, depth
// first as in the other models: a million messages at once would be a million in memory.
import type { SkynetInput, SkynetOutput } from "@byturns/spec/skynet";
import * as Effect from "effect/Effect";
import { type Sharding, sure } from "./internal/cluster.ts";
import { type Places, shareOut } from "./internal/places.ts";
import { running, waiting } from "./internal/spans.ts";
import { Leaves } from "./skynet.machine.ts";

export const machine = new URL("./skynet.machine.ts", import.meta.url);

const atOnce = 1_000;

/** Adds up the numbers of all leaves. */
export const skynet = Effect.fnUntraced(function* ({
  levels,
}: SkynetInput): Effect.fn.Return<SkynetOutput, never, Places | Sharding> {
  const client = yield* Leaves.client.pipe(running("begin"));
  const share = yield* shareOut(Number.POSITIVE_INFINITY);
  let tasks = 0;
  const task = (number: number, leaves: number): Effect.Effect<number> =>
    Effect.suspend(() => {
      tasks += 1;
      if (leaves === 1) return share((place) => sure(client(place).leaf({ number })));
      const ofChild = leaves / 10;
      const children = Effect.forEach(ten, (index) => task(number + index * ofChild, ofChild), {
        concurrency: leaves > atOnce ? 1 : "unbounded",
      });
      return Effect.map(children, (sums) => sums.reduce((sum, ofIt) => sum + ofIt, 0));
    });
  return { sum: yield* task(0, 10 ** levels).pipe(waiting("add up")), tasks };
});

const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
