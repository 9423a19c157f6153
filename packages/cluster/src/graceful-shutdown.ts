// graceful-shutdown on machines.
//
// Start: a task gets a fiber, at once; here it sends the task to a machine. Cancel: the fiber is interrupted when the grace is
// over, or at the second call, and awaited, until the machine has said how the task ended; and so it is with the caller. Fail:
// what comes too late with ShuttingDown, what is cut with WorkCut, else as the task does, all in the type. Cost: a fiber a
// task, and its messages; a timer when there is something to wait for.
import type { GracefulShutdownInput, GracefulShutdownOutput } from "@byturns/spec/graceful-shutdown";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Fiber from "effect/Fiber";
import * as Latch from "effect/Latch";
import type { Sharding } from "./internal/cluster.ts";
import type { Places } from "./internal/places.ts";
import { TaskObserver, toAnyMachine } from "./internal/tasks.ts";

export const machine = new URL("./internal/tasks.machine.ts", import.meta.url);

/** The service shuts down, and takes nothing more. */
export class ShuttingDown extends Error {
  override readonly name = "ShuttingDown";
  readonly _tag = "ShuttingDown";
  constructor() {
    super("The service is shutting down");
  }
}

/** A task was accepted, and cut before its end. */
export class WorkCut extends Error {
  override readonly name = "WorkCut";
  readonly _tag = "WorkCut";
  constructor(options?: ErrorOptions) {
    super("The service was shut down before the work was done", options);
  }
}

export interface ShutdownOptions {
  /** How long the tasks that run may go on: 0 to 2147483647 ms, or Infinity. Default: 10000. */
  readonly graceMs?: number;
}

/** Takes tasks until it is told to shut down, and tells the caller of each how it ended. */
export class Service {
  readonly #idle = Latch.makeUnsafe(false);
  readonly #fibers = new Set<Fiber.Fiber<unknown, unknown>>();
  #running = 0;
  #cut = 0;
  #stopping = false;
  #cutting = false;

  /** How many tasks run. */
  get running(): number {
    return this.#running;
  }

  /**
   * Runs `task` at once.
   *
   * @returns what the task returns; fails with ShuttingDown when the service takes nothing more, with WorkCut when the task was
   * cut, else as the task does.
   * @example
   * ```ts
   * const service = new Service();
   * service.run(answer(request)); // Effect<Response, AnswerError | ShuttingDown | WorkCut>
   * ```
   */
  run<Result, E, R>(task: Effect.Effect<Result, E, R>): Effect.Effect<Result, E | ShuttingDown | WorkCut, R> {
    const begin = Effect.suspend(() => {
      if (this.#stopping) return Effect.fail(new ShuttingDown());
      this.#running += 1;
      return Effect.map(Effect.forkChild(task), (fiber) => {
        this.#fibers.add(fiber);
        // The cut came after this was counted, and before it could be found.
        if (this.#cutting) fiber.interruptUnsafe();
        return fiber;
      });
    });
    // Not a race with the cut: a result that is there when the cut comes is handed over.
    const end = (fiber: Fiber.Fiber<Result, E>) =>
      Effect.flatMap(Fiber.await(fiber), (exit): Effect.Effect<Result, E | WorkCut> => {
        if (!this.#cutting || !Exit.hasInterrupts(exit)) return exit;
        this.#cut += 1;
        return Effect.fail(new WorkCut());
      });
    const leave = (fiber: Fiber.Fiber<Result, E>) =>
      Effect.map(Fiber.interrupt(fiber), () => {
        this.#fibers.delete(fiber);
        this.#running -= 1;
        if (this.#stopping && this.#running === 0) this.#idle.openUnsafe();
      });
    return Effect.acquireUseRelease(begin, end, leave);
  }

  /**
   * Takes nothing more, lets the tasks that run go on for the grace, then cuts them. Called a second time, as by a second
   * Ctrl-C, it cuts them at once.
   *
   * It ends when no task runs any more: an uninterruptible region is awaited to its end.
   *
   * @returns how many tasks were cut. Dies of a RangeError when `graceMs` is out of its bounds.
   */
  shutdown(options: ShutdownOptions = {}): Effect.Effect<{ readonly cut: number }> {
    const { graceMs = 10_000 } = options;
    if (!(graceMs >= 0 && (graceMs <= longestTimerMs || graceMs === Infinity))) {
      return Effect.die(
        new RangeError(`Cannot wait ${graceMs} ms: graceMs must be from 0 to ${longestTimerMs}, or Infinity`),
      );
    }
    return Effect.suspend(() => {
      const first = !this.#stopping;
      this.#stopping = true;
      if (this.#running === 0) this.#idle.openUnsafe();
      const ended = first
        ? Effect.timeoutOrElse(this.#idle.await, { duration: graceMs, orElse: () => this.#cutAll })
        : this.#cutAll;
      return Effect.map(Effect.andThen(ended, this.#idle.await), () => ({ cut: this.#cut }));
    });
  }

  readonly #cutAll = Effect.suspend(() => {
    this.#cutting = true;
    return Fiber.interruptAll(this.#fibers);
  });
}

/** A longer timer fires at once. */
const longestTimerMs = 2_147_483_647;

/** Sends the jobs and the signals, and says what became of each. */
export const runGracefulShutdown = Effect.fnUntraced(function* (
  input: GracefulShutdownInput,
): Effect.fn.Return<GracefulShutdownOutput, never, Places | Sharding> {
  const { jobs, stopAtMs, graceMs, forceAtMs } = input;
  const observer = new TaskObserver(jobs, yield* toAnyMachine);
  const service = new Service();
  const at = (ms: number) => (ms > 0 ? Effect.sleep(ms) : Effect.void);
  const send = ({ atMs }: GracefulShutdownInput["jobs"][number], index: number) =>
    Effect.andThen(at(atMs), service.run(observer.perform(index))).pipe(
      Effect.as("done" as const),
      Effect.catchTags({
        ShuttingDown: () => Effect.succeed("refused" as const),
        WorkCut: () => Effect.succeed("cut" as const),
        TaskFailed: () => Effect.succeed("failed" as const),
      }),
    );
  const stop = Effect.map(Effect.andThen(at(stopAtMs), service.shutdown({ graceMs })), ({ cut }) => ({
    cut,
    leftRunning: service.running,
  }));
  const force =
    forceAtMs === null || forceAtMs < stopAtMs
      ? Effect.void
      : Effect.andThen(at(forceAtMs), service.shutdown());
  const [fates, left] = yield* Effect.all(
    [Effect.forEach(jobs, send, { concurrency: "unbounded" }), stop, force],
    { concurrency: "unbounded" },
  );
  return { fates, ...left, observed: input.observe ? observer.observed() : null };
});
