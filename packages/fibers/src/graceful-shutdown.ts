// graceful-shutdown on fibers.
//
// Start: a task gets a fiber at once. Cancel: the fiber is interrupted when the grace is over, or at the second call, or with its
// caller; its end is awaited. Fail: with ShuttingDown if it comes too late, with WorkCut if it is cut, otherwise as the task does;
// all typed. Cost: one fiber per task; one timer if there is something to wait for.
import * as Context from "effect/Context";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Fiber from "effect/Fiber";
import * as Latch from "effect/Latch";

/** The service is shutting down and accepts no more tasks. */
export class ShuttingDown extends Data.TaggedError("ShuttingDown") {
  override get message(): string {
    return "The service is shutting down";
  }
}

/** A task was accepted, and interrupted before its end. */
export class WorkCut extends Data.TaggedError("WorkCut") {
  override get message(): string {
    return "The service was shut down before the work was done";
  }
}

export interface ShutdownOptions {
  /** How long the tasks that run may continue: 0 to 2147483647 ms, or Infinity. Default: 10000. */
  readonly graceMs?: number;
}

/** Accepts tasks until it is shut down; every accepted task gets an outcome. */
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
   * @returns what the task returns; fails with ShuttingDown if the service accepts no more tasks, with WorkCut if the task was cut,
   * otherwise as the task does.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { Service } from "@byturns/fibers/graceful-shutdown";
   * import * as Effect from "effect/Effect";
   *
   * const service = new Service();
   * const answered = service.run(Effect.succeed("response")); // Effect<string, ShuttingDown | WorkCut>
   * assert.equal(await Effect.runPromise(answered), "response");
   * assert.deepEqual(await Effect.runPromise(service.shutdown()), { cut: 0 });
   * ```
   */
  run<Result, E, R>(task: Effect.Effect<Result, E, R>): Effect.Effect<Result, E | ShuttingDown | WorkCut, R> {
    const begin = Effect.withFiber((fiber) => {
      if (this.#stopping) return Effect.fail(new ShuttingDown());
      this.#running += 1;
      const within: Within = { service: this, outer: fiber.getRef(RunningIn) };
      return Effect.map(Effect.forkChild(Effect.provideService(task, RunningIn, within)), (fiber) => {
        this.#fibers.add(fiber);
        // The cut came after this task was counted and before its fiber was known.
        if (this.#cutting) fiber.interruptUnsafe();
        return fiber;
      });
    });
    // Not a race with the cut: a result that exists when the cut comes is returned.
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
   * Accepts no more tasks, lets the tasks that run continue for the grace, then cuts them. A second call, as by a second Ctrl-C,
   * cuts them at once.
   *
   * It ends only when no task runs: an uninterruptible region delays it. So a task of this service cannot wait for it: there it
   * dies of a TypeError at once, and nothing is shut down. Fork it from outside of the task instead.
   *
   * @returns how many tasks were cut. Dies of a TypeError if `graceMs` is not a number, and of a RangeError if it is out of bounds.
   */
  shutdown(options: ShutdownOptions = {}): Effect.Effect<{ readonly cut: number }> {
    return Effect.withFiber((fiber) => {
      const { graceMs = 10_000 } = options;
      checkGrace(graceMs);
      for (let within = fiber.getRef(RunningIn); within !== undefined; within = within.outer) {
        if (within.service !== this) continue;
        throw new TypeError(
          "Cannot shut down from a task of the same service: the shutdown would wait for the task that waits for it",
        );
      }
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

interface Within {
  readonly service: Service;
  readonly outer: Within | undefined;
}

/** The services of which this fiber runs a task, the innermost first. */
const RunningIn = Context.Reference<Within | undefined>("graceful-shutdown/RunningIn", {
  defaultValue: () => undefined,
});

function checkGrace(graceMs: number): void {
  if (typeof graceMs !== "number") {
    throw new TypeError(`Cannot wait ${String(graceMs)}: graceMs must be a number`);
  }
  if (!(graceMs >= 0 && (graceMs <= longestTimerMs || graceMs === Infinity))) {
    throw new RangeError(
      `Cannot wait ${graceMs} ms: graceMs must be from 0 to ${longestTimerMs}, or Infinity`,
    );
  }
}

/** A longer timer fires at once. */
const longestTimerMs = 2_147_483_647;
