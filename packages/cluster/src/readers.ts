// readers on machines.
//
// Start: each reader is a message to a machine that has none, and reads there to its end. Cancel: interruption, sent after the
// message and received where a reader yields. Fail: errors are typed; this effect cannot fail. Cost: a message each way per
// reader, which returns all that was read; its order comes from a clock that the machines share.
import type { ReadersInput, ReadersOutput } from "@byturns/spec/readers";
import * as Effect from "effect/Effect";
import { type Sharding, sure } from "./internal/cluster.ts";
import { type Places, shareOut } from "./internal/places.ts";
import { Reader } from "./readers.machine.ts";

export const machine = new URL("./readers.machine.ts", import.meta.url);

/** Reads all chapters of all books, in the given `mode`. */
export const readers = Effect.fnUntraced(function* (
  input: ReadersInput,
): Effect.fn.Return<ReadersOutput, never, Places | Sharding> {
  const { chapters, units, mode } = input;
  const client = yield* Reader.client;
  const share = yield* shareOut(1);
  const books = Array.from({ length: input.books }, (_, book) => book);
  const reader = (ofBooks: readonly number[]) =>
    share((place) => sure(client(place).readBooks({ chapters, units, mode, books: ofBooks })));
  const done = yield* Effect.forEach(
    mode === "side-by-side" ? books.map((book) => [book]) : [books],
    reader,
    {
      concurrency: "unbounded",
    },
  );
  const read = done.flatMap((one) => one.read).sort((a, b) => a.atMs - b.atMs || a.chapter - b.chapter);
  return {
    read: read.map(({ atMs: _, ...chapter }) => chapter),
    switches: done.reduce((sum, { switches }) => sum + switches, 0),
  };
});
