// nqueens on machines.
//
// Start: each task is a message to the machine that has the fewest. Cancel: interruption, sent after the message and received
// between two tasks. Fail: errors are typed; this effect cannot fail. Cost: a message each way per task, encoded and decoded
// while other machines search; tasks differ in length, and a machine that is done sooner gets more of them.
import type { NqueensInput, NqueensOutput } from "@byturns/spec/nqueens";
import * as Effect from "effect/Effect";
import { type Sharding, sure } from "./internal/cluster.ts";
import { type Places, shareOut } from "./internal/places.ts";
import { Searcher } from "./nqueens.machine.ts";

export const machine = new URL("./nqueens.machine.ts", import.meta.url);

/** Some ahead, because a message takes its time; not many, because tasks differ in length. */
const atOnce = 4;

/** Counts all solutions. */
export const nqueens = Effect.fnUntraced(function* ({
  board,
}: NqueensInput): Effect.fn.Return<NqueensOutput, never, Places | Sharding> {
  const client = yield* Searcher.client;
  const share = yield* shareOut(atOnce);
  const task = ([first, second]: [number, number]) =>
    share((place) => sure(client(place).search({ board, first, second })));
  const counts = yield* Effect.forEach(pairsOf(board), task, { concurrency: "unbounded" });
  return { solutions: counts.reduce((sum, count) => sum + count, 0), tasks: counts.length };
});

/** The columns of the first two queens, wherever they do not threaten one another. */
function pairsOf(board: number): [number, number][] {
  const columns = Array.from({ length: board }, (_, column) => column);
  return columns.flatMap((first) =>
    columns.flatMap((second): [number, number][] => (Math.abs(first - second) > 1 ? [[first, second]] : [])),
  );
}
