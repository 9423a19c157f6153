// The machine's side of readers: one reader, and its books.
import { compute } from "@byturns/context";
import * as Effect from "effect/Effect";
import * as Rpc from "effect/rpc/Rpc";
import * as Schema from "effect/Schema";
import { onEachMachine } from "./internal/cluster.ts";
import { SharedClock } from "./internal/shared-clock.ts";
import { running, waiting } from "./internal/spans.ts";

const Stamped = Schema.Struct({
  book: Schema.Int,
  chapter: Schema.Int,
  reader: Schema.Int,
  digest: Schema.Int,
  atMs: Schema.Finite,
});

/** A machine that reads. */
export const Reader = onEachMachine("Reader", [
  Rpc.make("readBooks", {
    payload: {
      chapters: Schema.Int,
      units: Schema.Int,
      mode: Schema.Literals(["in-turn", "switching", "side-by-side"]),
      books: Schema.Array(Schema.Int),
    },
    success: Schema.Struct({ read: Schema.Array(Stamped), switches: Schema.Int }),
  }),
]);

export const layer = Reader.toLayer(
  Effect.gen(function* () {
    const clock = yield* SharedClock;
    return {
      readBooks: Effect.fnUntraced(function* ({ payload: { chapters, units, mode, books } }) {
        const read: (typeof Stamped.Type)[] = [];
        const desk = new Desk();
        const readBook = Effect.fnUntraced(function* (book: number) {
          const reader = mode === "side-by-side" ? book : 0;
          for (let chapter = 0; chapter < chapters; chapter++) {
            desk.take(reader, book);
            const computing = Effect.sync(() => compute(units, book * chapters + chapter));
            const digest = yield* computing.pipe(running(`book ${book}`));
            read.push({ book, chapter, reader, digest, atMs: clock.nowMs() });
            if (mode === "switching") yield* Effect.yieldNow.pipe(waiting(`book ${book}`));
          }
        });
        const concurrency = mode === "switching" ? "unbounded" : 1;
        yield* Effect.forEach(books, readBook, { concurrency, discard: true });
        return { read, switches: desk.switches };
      }),
    };
  }),
);

/** Which book each reader has, and how often a reader changed books. */
class Desk {
  switches = 0;
  readonly #atHand = new Map<number, number>();

  take(reader: number, book: number): void {
    if ((this.#atHand.get(reader) ?? book) !== book) this.switches += 1;
    this.#atHand.set(reader, book);
  }
}
