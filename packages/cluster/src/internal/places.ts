// How calls are distributed: each to the machine that has the fewest.
import * as Context from "effect/Context";
import * as Effect from "effect/Effect";
import * as Semaphore from "effect/Semaphore";

/** The machines that there are; a place is counted from 0. */
export class Places extends Context.Service<Places, { readonly count: number }>()("byturns/Places") {}

/**
 * Gives each call to the machine that has the fewest, and makes it wait when all have as many as they may.
 *
 * @param atOnce how many calls one machine has at once, those on their way among them: >= 1, or Infinity.
 */
export const shareOut = Effect.fnUntraced(function* (atOnce: number): Effect.fn.Return<Share, never, Places> {
  const { count } = yield* Places;
  const calls = Array.from({ length: count }, () => 0);
  const begin = Effect.sync(() => {
    const place = calls.indexOf(Math.min(...calls));
    calls[place] = (calls[place] ?? 0) + 1;
    return place;
  });
  const end = (place: number) =>
    Effect.sync(() => {
      calls[place] = (calls[place] ?? 0) - 1;
    });
  const share: Share = (call) => Effect.acquireUseRelease(begin, (place) => call(`${place}`), end);
  if (atOnce === Number.POSITIVE_INFINITY) return share;
  const permits = yield* Semaphore.make(count * atOnce);
  return (call) => permits.withPermit(share(call));
});

/** Makes a call on the machine that it receives, by its place. */
export type Share = <A, E, R>(call: (place: string) => Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>;
