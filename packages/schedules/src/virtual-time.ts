// Random schedules for promises: the timers of a program run in virtual time, those due together in an order drawn from
// a seed, sometimes one after another before any callback runs. A schedule that fails is described by its seed, and
// replays.
//
// While a program runs, the global timers, `node:timers/promises`, `performance.now` and `Date.now` are its schedule's;
// nothing else of the runtime is touched, so real waiting (files, sockets, threads) is not possible here.
import { syncBuiltinESMExports } from "node:module";
import timersPromises, * as timersNames from "node:timers/promises";
import { type Random, randomFrom } from "./random.ts";
import { LeftBehind, Stuck, Timeline } from "./timeline.ts";

/** What a program under a schedule gets. */
export interface Schedule {
  /** Decisions that belong to this schedule. */
  readonly random: Random;
  /** Milliseconds since the schedule began. */
  nowMs(): number;
  /** Lets 0 to 3 microtasks pass, as the seed decides: if two promises settle together, which callback runs first. */
  shuffle(): Promise<void>;
  /** A signal that is aborted with `reason` at `atMs` or, without it, when `abort` is called; its listeners counted. */
  signal(atMs?: number, reason?: unknown): ObservedSignal;
}

/** A signal that must have no listener left when the program has ended. */
export interface ObservedSignal {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

/**
 * Runs `program` under the schedule that `seed` stands for, and settles as it does.
 *
 * @throws Stuck when the program waits and nothing is left that could wake it.
 * @throws LeftBehind when the program has settled, and left a timer, a listener on an observed signal or an unhandled
 * rejection behind.
 * @throws TypeError when another program is still running: there is one virtual time; and on Deno and Bun, where a module
 * that has imported `node:timers/promises` keeps the real one.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { inVirtualTime } from "@byturns/schedules/virtual-time";
 *
 * // It ends at once.
 * const endedMs = await inVirtualTime(1, async (schedule) => {
 *   await new Promise((resolve) => setTimeout(resolve, 60_000));
 *   return schedule.nowMs();
 * });
 * assert.equal(endedMs, 60_000);
 * ```
 */
export async function inVirtualTime<A>(
  seed: number,
  program: (schedule: Schedule) => Promise<A>,
): Promise<A> {
  if (current !== undefined) throw new TypeError("Cannot run two programs in virtual time at once");
  install();
  const random = randomFrom(seed);
  const timeline = new Timeline(random);
  const observed: { readonly listeners: () => number; readonly timer: number | undefined }[] = [];
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => unheard.push(reason);
  current = timeline;
  process.on("unhandledRejection", hear);
  try {
    let settled: (() => A) | undefined;
    const schedule: Schedule = {
      random,
      nowMs: () => timeline.nowMs(),
      shuffle: async () => {
        for (let turns = random.below(4); turns > 0; turns--) await null;
      },
      signal(atMs, reason) {
        const { listeners, ...signal } = observer();
        const timer =
          atMs === undefined ? undefined : timeline.set(() => signal.abort(reason), atMs - timeline.nowMs());
        observed.push({ listeners, timer });
        return signal;
      },
    };
    program(schedule).then(
      (value) => {
        settled = () => value;
      },
      (error) => {
        settled = () => {
          throw error;
        };
      },
    );
    await idle();
    while (settled === undefined) {
      if (!timeline.fireNext()) {
        throw new Stuck(
          `At ${timeline.nowMs()} ms nothing is left that could wake the program (seed ${seed})`,
        );
      }
      // Two things can happen before any callback of the first runs: a burst of messages, a callback that settles both.
      if (timeline.dueNow() === 0 || random.chance(0.7)) await idle();
    }
    await idle();
    // The program's own failure is more useful than what it left behind.
    const value = settled();
    for (const { timer } of observed) if (timer !== undefined) timeline.clear(timer);
    const left = [
      ...(timeline.size > 0 ? [`${timeline.size} timers`] : []),
      ...observed.flatMap(({ listeners }) => (listeners() > 0 ? [`${listeners()} listeners`] : [])),
      ...unheard.map((reason) => `the unhandled rejection ${String(reason)}`),
    ];
    if (left.length > 0) throw new LeftBehind(`The program left behind ${left.join(", ")} (seed ${seed})`);
    return value;
  } finally {
    current = undefined;
    process.off("unhandledRejection", hear);
  }
}

let current: Timeline | undefined;
let installed = false;

const real = {
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  pause: timersPromises.setTimeout,
};
const realNow = performance.now.bind(performance);
const realDate = Date.now;
/** When virtual time begins, as `Date.now` returns it: a moment of 2023, in whole milliseconds. */
const epochMs = 1_700_000_000_000;

/** Settles when every microtask that can run has run. */
const idle = () => new Promise<void>((resolve) => real.setImmediate(resolve));

function install(): void {
  if (installed) return;
  const set = (otherwise: typeof setTimeout | typeof setInterval, repeats: boolean) =>
    ((call: (...args: unknown[]) => void, delayMs = 0, ...args: unknown[]) => {
      if (current === undefined) return otherwise(call, delayMs, ...args);
      return handle(
        current,
        current.set(() => call(...args), timerMs(delayMs), repeats ? delayMs : undefined),
      );
    }) as unknown;
  const clear = (otherwise: typeof clearTimeout) => (timer?: { clear?: () => void }) =>
    timer?.clear === undefined ? otherwise(timer as never) : timer.clear();
  Object.assign(globalThis, {
    setTimeout: set(real.setTimeout, false),
    setInterval: set(real.setInterval, true),
    setImmediate: (call: (...args: unknown[]) => void, ...args: unknown[]) =>
      current === undefined
        ? real.setImmediate(call, ...args)
        : (set(real.setTimeout, false) as typeof setTimeout)(call, 0, ...args),
    clearTimeout: clear(real.clearTimeout),
    clearInterval: clear(real.clearInterval),
  });
  performance.now = () => (current === undefined ? realNow() : current.nowMs());
  Date.now = () => (current === undefined ? realDate() : epochMs + Math.floor(current.nowMs()));
  timersPromises.setTimeout = ((delayMs: number, value: unknown, options?: { signal?: AbortSignal }) =>
    current === undefined
      ? real.pause(delayMs, value, options)
      : pause(current, delayMs, value, options)) as never;
  syncBuiltinESMExports();
  if (timersNames.setTimeout !== timersPromises.setTimeout) {
    throw new TypeError("Virtual time runs on Node only: here node:timers/promises cannot be replaced");
  }
  installed = true;
}

/** A delay that is too long for a timer is 1 ms, on every runtime. */
const timerMs = (delayMs: number) => (delayMs > 2_147_483_647 ? 1 : delayMs);

/** What a runtime's timer is, as far as programs use it. */
function handle(timeline: Timeline, id: number) {
  const clear = () => timeline.clear(id);
  const timer = { clear, ref: () => timer, unref: () => timer, close: clear, [Symbol.dispose]: clear };
  return timer;
}

/** `setTimeout` of `node:timers/promises`: rejects with an AbortError whose cause is the signal's reason. */
function pause(
  timeline: Timeline,
  delayMs: number,
  value: unknown,
  { signal }: { signal?: AbortSignal } = {},
): Promise<unknown> {
  const aborted = () =>
    Object.assign(new Error("The operation was aborted", { cause: signal?.reason }), {
      name: "AbortError",
      code: "ABORT_ERR",
    });
  if (signal?.aborted) return Promise.reject(aborted());
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      timeline.clear(id);
      reject(aborted());
    };
    const id = timeline.set(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve(value);
    }, timerMs(delayMs));
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

function observer(): ObservedSignal & { listeners(): number } {
  const controller = new AbortController();
  const { signal } = controller;
  const listening = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = ((type: string, listener: never, options: never) => {
    listening.add(listener);
    add(type, listener, options);
  }) as never;
  signal.removeEventListener = ((type: string, listener: never) => {
    listening.delete(listener);
    remove(type, listener);
  }) as never;
  return {
    signal,
    abort: (reason) => controller.abort(reason),
    // An aborted signal never fires again, and its one-time listeners are removed.
    listeners: () => (signal.aborted ? 0 : listening.size),
  };
}
