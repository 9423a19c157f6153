// The tasks of the coordination examples on machines: each pauses, then succeeds or fails, and is observed from here.
//
// Start: a message to a machine. Cancel: another message, which ends the pause; the caller continues when the machine
// has answered how the task ended. Fail: with TaskFailed, typed. Cost: a message each way, and as many again where it
// is canceled.
import type { Ending, Observed, Task } from "@byturns/spec/tasks";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import { type Sharding, sure } from "./cluster.ts";
import { Performer, type TaskFailed } from "./performer.ts";
import { type Places, shareOut } from "./places.ts";

type Machine = ReturnType<Effect.Success<typeof Performer.client>>;

/** Gives a task, by its index, to the machine that is to perform it. */
export type Route = <A, E>(
  index: number,
  call: (performer: Machine) => Effect.Effect<A, E>,
) => Effect.Effect<A, E>;

/** Each task goes to the machine that has the fewest. */
export const toAnyMachine: Effect.Effect<Route, never, Places | Sharding> = Effect.zipWith(
  shareOut(Number.POSITIVE_INFINITY),
  Performer.client,
  (share, client): Route =>
    (_, call) =>
      share((place) => call(client(place))),
);

let lastId = 0;

/** Performs tasks on the machines, and records how each ends. */
export class TaskObserver {
  readonly #tasks: readonly Task[];
  readonly #route: Route;
  readonly #endings: Ending[];
  readonly #cleanups: number[];
  #running = 0;
  #peakRunning = 0;
  #begunAfterFailure = 0;
  #failed = false;

  constructor(tasks: readonly Task[], route: Route) {
    this.#tasks = tasks;
    this.#route = route;
    this.#endings = tasks.map(() => "not started");
    this.#cleanups = tasks.map(() => 0);
  }

  /** Performs the task at `index`, and returns its value, or fails with it. It counts as running from now on. */
  perform(index: number): Effect.Effect<number, TaskFailed> {
    const task = this.#tasks[index] as Task;
    const note = (ending: Ending, cleanups: number) => {
      this.#endings[index] = ending;
      this.#cleanups[index] = cleanups;
      if (ending === "failed") this.#failed = true;
    };
    const performed = this.#route(index, (performer) => {
      const id = ++lastId;
      const canceled = Effect.map(sure(performer.cancel({ id })), ({ ending, cleanups }) =>
        note(ending, cleanups),
      );
      return Effect.onInterrupt(sure(performer.perform({ ...task, id, index })), () => canceled);
    });
    const begin = Effect.sync(() => {
      this.#running += 1;
      if (this.#running > this.#peakRunning) this.#peakRunning = this.#running;
      if (this.#failed) this.#begunAfterFailure += 1;
    });
    const end = Effect.sync(() => {
      this.#running -= 1;
    });
    const noted = Effect.onExit(performed, (exit) =>
      Effect.sync(() => {
        if (Exit.isSuccess(exit)) note("done", exit.value.cleanups);
      }),
    ).pipe(Effect.tapError(({ cleanups }) => Effect.sync(() => note("failed", cleanups))));
    return Effect.acquireUseRelease(
      begin,
      () => Effect.map(noted, ({ value }) => value),
      () => end,
    );
  }

  /** What was seen until now. */
  observed(): Observed {
    return {
      endings: this.#endings,
      cleanups: this.#cleanups,
      peakRunning: this.#peakRunning,
      begunAfterFailure: this.#begunAfterFailure,
    };
  }
}
