// The machine's side of the tasks: each pauses, then succeeds or fails; and can be canceled.
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Fiber from "effect/Fiber";
import { type Ended, Performer, type SentTask, TaskFailed } from "./performer.ts";
import { waiting } from "./spans.ts";

/** The handlers of a performer's calls. */
export const performer = Effect.sync(() => {
  const tasks = new Tasks();
  return {
    perform: ({ payload }: { readonly payload: SentTask }) => tasks.perform(payload),
    cancel: ({ payload }: { readonly payload: { readonly id: number } }) => tasks.cancel(payload.id),
  };
});

export const layer = Performer.toLayer(performer, { concurrency: "unbounded" });

/** Tasks that are known by their id, while they run and after. */
class Tasks {
  readonly #running = new Map<number, Fiber.Fiber<number, "failed">>();
  /** The last ones: a task may end while the message that cancels it is on its way. */
  readonly #ended = new Map<number, Ended>();

  perform({ id, index, pauseMs, value, fails }: SentTask) {
    let cleanups = 0;
    const pause = pauseMs > 0 ? Effect.sleep(pauseMs) : Effect.yieldNow;
    const work = Effect.flatMap(pause.pipe(waiting(`task ${index}`)), () =>
      fails ? Effect.fail("failed" as const) : Effect.succeed(value),
    );
    const observed = Effect.onExit(Effect.interruptible(work), (exit) =>
      Effect.sync(() => {
        cleanups += 1;
        this.#running.delete(id);
        this.#end(id, { ending: endingOf(exit), cleanups });
      }),
    );
    return Effect.uninterruptible(
      Effect.gen({ self: this }, function* () {
        // Canceled before it came.
        if (this.#ended.has(id)) return yield* Effect.interrupt;
        const fiber = yield* Effect.forkChild(observed, { startImmediately: true });
        if (!this.#ended.has(id)) this.#running.set(id, fiber);
        const exit = yield* Fiber.await(fiber);
        if (endingOf(exit) === "failed") return yield* new TaskFailed({ index, cleanups });
        return { value: yield* Effect.orDie(exit), cleanups };
      }),
    );
  }

  cancel(id: number): Effect.Effect<Ended> {
    return Effect.gen({ self: this }, function* () {
      const running = this.#running.get(id);
      if (running !== undefined) yield* Fiber.interrupt(running);
      return this.#ended.get(id) ?? this.#end(id, { ending: "not started", cleanups: 0 });
    });
  }

  #end(id: number, ended: Ended): Ended {
    this.#ended.set(id, ended);
    if (this.#ended.size > mostKept) this.#ended.delete(this.#ended.keys().next().value as number);
    return ended;
  }
}

const mostKept = 10_000;

function endingOf(exit: Exit.Exit<number, unknown>): Ended["ending"] {
  if (Exit.isSuccess(exit)) return "done";
  return Exit.hasInterrupts(exit) ? "canceled" : "failed";
}
