// bounded-map on fibers.
//
// Start: a fiber is forked for an item when fewer than `limit` tasks run; for an array this is `Effect.forEach`. Cancel:
// interruption of the map interrupts every fiber of it, and waits until they have ended. Fail: with the first failure, typed.
// Cost: one fiber per task; items that are not an array cost a few operations more each, because they are read one at a time.
import type * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as FiberSet from "effect/FiberSet";
import * as Queue from "effect/Queue";
import type * as Scope from "effect/Scope";
import * as Semaphore from "effect/Semaphore";

export interface BoundedMapOptions {
  /** Whether the first failure interrupts the tasks that run, or lets them end. Default: `cancel`. */
  readonly onFailure?: "cancel" | "await";
  /** How many items are read ahead of the task that takes them: an integer >= 0. Arrays are not read. Default: 0. */
  readonly readAhead?: number;
}

/**
 * Maps over `items` with at most `limit` tasks running at once. Unless they are an array, items are read only when a task can take
 * one, or `readAhead` before that, so a generator may be endless; its iterator is closed if the map ends early.
 *
 * It ends only when no task runs: finalizers and uninterruptible regions are awaited.
 *
 * @param items an iterable, synchronous or not; for a `Stream` use `Stream.toAsyncIterable`, or `Stream.mapEffect`.
 * @param limit how many tasks may run at once: an integer >= 1, or Infinity.
 * @returns the results in the order of the items; fails with the first failure of a task. Dies of what an iterator throws, of a
 * TypeError if an argument is of the wrong kind, and of a RangeError if one is out of bounds.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { boundedMap } from "@byturns/fibers/bounded-map";
 * import * as Effect from "effect/Effect";
 *
 * const squares = boundedMap([1, 2, 3], 2, (item) => Effect.succeed(item * item)); // Effect<number[]>
 * assert.deepEqual(await Effect.runPromise(squares), [1, 4, 9]);
 * ```
 */
export function boundedMap<Item, Result, E, R>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  task: (item: Item, index: number) => Effect.Effect<Result, E, R>,
  options: BoundedMapOptions = {},
): Effect.Effect<Result[], E, R> {
  const { onFailure = "cancel", readAhead = 0 } = options;
  const wrong = wrongWith(items, limit, onFailure, readAhead);
  if (wrong !== undefined) return Effect.die(wrong);
  if (!Array.isArray(items)) return mapReading(items, limit, task, onFailure, readAhead);
  if (onFailure === "cancel") return Effect.forEach(items as Item[], task, { concurrency: limit });
  return Effect.suspend(() => {
    let failure: Cause.Cause<E> | undefined;
    // `Effect.void` takes no fiber, so the items that remain after a failure cost almost nothing.
    const unlessFailed = (item: Item, index: number) =>
      failure !== undefined
        ? (Effect.void as Effect.Effect<Result>)
        : Effect.catchCause(task(item, index), (cause) => {
            failure ??= cause;
            return Effect.void as Effect.Effect<Result>;
          });
    return Effect.flatMap(Effect.forEach(items as Item[], unlessFailed, { concurrency: limit }), (results) =>
      failure === undefined ? Effect.succeed(results) : Effect.failCause(failure),
    );
  });
}

function wrongWith(items: unknown, limit: number, onFailure: string, readAhead: number): Error | undefined {
  const { [Symbol.iterator]: sync, [Symbol.asyncIterator]: async } = Object(items);
  if (typeof sync !== "function" && typeof async !== "function") {
    return new TypeError(`Cannot map over ${String(items)}: items must be iterable`);
  }
  if (typeof limit !== "number") {
    return new TypeError(`Cannot run ${String(limit)} tasks at once: limit must be a number`);
  }
  if (!(limit === Infinity || Number.isInteger(limit)) || limit < 1) {
    return new RangeError(`Cannot run ${limit} tasks at once: limit must be an integer >= 1, or Infinity`);
  }
  if (onFailure !== "cancel" && onFailure !== "await") {
    return new RangeError(`Cannot map with onFailure ${onFailure}: onFailure must be cancel or await`);
  }
  if (typeof readAhead !== "number") {
    return new TypeError(`Cannot read ${String(readAhead)} items ahead: readAhead must be a number`);
  }
  if (!Number.isSafeInteger(readAhead) || readAhead < 0) {
    return new RangeError(`Cannot read ${readAhead} items ahead: readAhead must be an integer >= 0`);
  }
  return undefined;
}

/** Reads an item when a task can take it, and forks a fiber for that task. */
const mapReading = Effect.fnUntraced(function* <Item, Result, E, R>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  task: (item: Item, index: number) => Effect.Effect<Result, E, R>,
  onFailure: "cancel" | "await",
  readAhead: number,
): Effect.fn.Return<Result[], E, R | Scope.Scope> {
  const results: Result[] = [];
  let failure: Cause.Cause<E> | undefined;
  const slots = limit === Infinity ? undefined : yield* Semaphore.make(limit);
  const next = yield* reader(items, readAhead);
  // Closed before the reader is: no task runs when the iterator is closed.
  const tasks = yield* FiberSet.make<void, E>();
  const start = Effect.fnUntraced(function* (item: Item, index: number) {
    // Holds its position, so that the array has no holes in whatever order the tasks end.
    results[index] = undefined as Result;
    const done = Effect.onExit(task(item, index), (exit) =>
      Effect.sync(() => {
        if (Exit.isSuccess(exit)) results[index] = exit.value;
        else failure ??= exit.cause;
      }),
    );
    const taken = slots === undefined ? done : Effect.ensuring(done, slots.release(1));
    yield* FiberSet.run(tasks, Effect.asVoid(taken));
  });
  const startAll = Effect.gen(function* () {
    for (let index = 0; ; index++) {
      if (slots !== undefined) yield* slots.take(1);
      if (failure !== undefined) break;
      const item = yield* next;
      if (item.done === true || failure !== undefined) break;
      yield* start(item.value, index);
    }
    yield* FiberSet.awaitEmpty(tasks);
  });
  yield* onFailure === "cancel" ? Effect.raceFirst(startAll, FiberSet.join(tasks)) : startAll;
  return failure === undefined ? results : yield* Effect.failCause(failure);
}, Effect.scoped);

/** Reads the next item each time it runs; the iterator is closed with the scope, unless it has ended or thrown. */
const reader = Effect.fnUntraced(function* <Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  readAhead: number,
): Effect.fn.Return<Effect.Effect<IteratorResult<Item, unknown>>, never, Scope.Scope> {
  const source = yield* Effect.acquireRelease(
    Effect.sync(() => new Source(items)),
    (source) => source.close,
  );
  if (readAhead === 0) return source.next;
  const room = yield* Semaphore.make(readAhead);
  const ahead = yield* Queue.unbounded<Exit.Exit<IteratorResult<Item, unknown>>>();
  const read = Effect.andThen(room.take(1), Effect.exit(source.next));
  const readAll = Effect.repeat(
    Effect.tap(read, (exit) => Queue.offer(ahead, exit)),
    { until: (exit) => Exit.isFailure(exit) || exit.value.done === true },
  );
  yield* Effect.forkScoped(readAll);
  return Effect.flatMap(Queue.take(ahead), (exit) => Effect.andThen(room.release(1), exit));
});

/** An iterator of either kind. */
class Source<Item> {
  readonly #iterator: Iterator<Item, unknown> | AsyncIterator<Item, unknown>;
  #state: "open" | "reading" | "ended" = "open";

  constructor(items: Iterable<Item> | AsyncIterable<Item>) {
    this.#iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  }

  readonly next: Effect.Effect<IteratorResult<Item, unknown>> = Effect.suspend(() => {
    // One that throws has ended: it must not be closed then.
    this.#state = "ended";
    const read = this.#iterator.next();
    if (!("then" in read)) return Effect.succeed(this.#read(read));
    this.#state = "reading";
    const settled = read.then(
      (result) => this.#read(result),
      (error: unknown) => {
        this.#state = "ended";
        throw error;
      },
    );
    return Effect.promise(() => settled);
  });

  readonly close: Effect.Effect<void> = Effect.suspend(() => {
    const state = this.#state;
    this.#state = "ended";
    if (state === "ended" || this.#iterator.return === undefined) return Effect.void;
    const closing = this.#iterator.return();
    if (!("then" in closing)) return Effect.void;
    if (state === "open") return Effect.promise(() => closing);
    // A generator closes after the item that it is reading, which may never come.
    closing.catch(() => {});
    return Effect.void;
  });

  #read(result: IteratorResult<Item, unknown>): IteratorResult<Item, unknown> {
    this.#state = result.done === true ? "ended" : "open";
    return result;
  }
}
