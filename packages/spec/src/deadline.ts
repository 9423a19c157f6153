// deadline: give up in time, and clean up before continuing.
import * as Schema from "effect/Schema";
import { isOnOneThread } from "./one-thread.ts";
import { defineSpec } from "./spec.ts";
import { Observed, observe, Task, tasksOf, wrongObservation, wrongWithTasks } from "./tasks.ts";
import { timerSlackMs } from "./timer-slack.ts";

export const DeadlineInput = Schema.Struct({
  /** Done one after the other, each with a deadline of its own. */
  tasks: Schema.Array(Task).check(Schema.isMaxLength(10_000)),
  deadlineMs: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 60_000 })),
  observe,
});

export const DeadlineOutcome = Schema.Struct({
  ended: Schema.Literals(["done", "failed", "exceeded"]),
  /** What the task returned; null when it did not. */
  value: Schema.NullOr(Schema.Int),
});

export const DeadlineCaller = Schema.Struct({
  /** From the call until the caller could continue. */
  tookMs: Schema.Finite,
  /** How often the task had cleaned up by then. */
  cleanups: Schema.Int,
});

export const DeadlineOutput = Schema.Struct({
  /** One for each task, in the order of the input. */
  outcomes: Schema.Array(DeadlineOutcome),
  observed: Schema.NullOr(Schema.Struct({ ...Observed.fields, callers: Schema.Array(DeadlineCaller) })),
});

export type DeadlineInput = typeof DeadlineInput.Type;
export type DeadlineOutcome = typeof DeadlineOutcome.Type;
export type DeadlineCaller = typeof DeadlineCaller.Type;
export type DeadlineOutput = typeof DeadlineOutput.Type;

export const deadline = defineSpec({
  id: "deadline",
  title: "Deadline",
  question: "What does a deadline cost, and is everything over when it has passed?",
  origin: "The timeout that every client has; most of them leave the task running behind the caller's back.",
  input: DeadlineInput,
  output: DeadlineOutput,
  inputs: {
    test: { tasks: tasksOf(5, [1, 60, 0, 80], [1, 2]), deadlineMs: 15, observe: true },
    "test-exceeded": { tasks: tasksOf(2, [60]), deadlineMs: 3, observe: true },
    bench: { tasks: tasksOf(200, [0]), deadlineMs: 1_000, observe: false },
    "bench-exceeded": { tasks: tasksOf(8, [1_000]), deadlineMs: 2, observe: false },
  },
  sweeps: {
    tasks: {
      parameter: "tasks",
      unit: "tasks",
      values: [10, 100, 1_000],
      each: "task",
      at: (count): DeadlineInput => ({ tasks: tasksOf(count, [0]), deadlineMs: 1_000, observe: false }),
    },
  },
  batch: 1,
  primary: "per-task",
  oneCall: {
    work: "200 tasks, one after the other, each with a deadline of a second that none reaches; each task is one suspension.",
    inModel: {
      promises:
        "A timer, an AbortController and a listener a task; the task is an `await` of a resolved promise: one turn of the microtask queue.",
      fibers:
        "`Effect.timeoutOrElse`: two fibers and a timer a task; the task is `Effect.yieldNow`: one turn of Effect's scheduler.",
      threads: "The promises' helper around one message each way a task.",
    },
    objections: [
      {
        objection: "A pause of 0 is not the same thing in the three models.",
        answer:
          "Admitted: it is the cheapest suspension that each has. A microtask is not a turn of a scheduler, and neither is a message; that difference is what is shown.",
      },
      {
        objection: "A caller who never leaves needs no listener.",
        answer:
          "Right, and without one a task on promises takes half to two thirds of the time (`npm run figures -w benchmarks/peers -- signals`). A fiber can always be interrupted, so here promises can be as well.",
      },
      {
        objection: "`AbortSignal.timeout` needs no timer of one's own.",
        answer: "It cannot be cleared: its timer lives on after a task that was in time.",
      },
    ],
  },
  check(input, output, { model }) {
    const { tasks, deadlineMs } = input;
    const wrong = wrongObservation(input, output.observed);
    if (output.outcomes.length !== tasks.length) {
      return [...wrong, `${output.outcomes.length} outcomes of ${tasks.length} tasks`];
    }
    tasks.forEach(({ pauseMs, value, fails }, i) => {
      const { ended, value: returned } = output.outcomes[i] as DeadlineOutcome;
      if (ended === "exceeded") {
        if (returned !== null) wrong.push(`task ${i} was given up, and returned ${returned}`);
        return;
      }
      if (ended !== (fails ? "failed" : "done")) wrong.push(`the caller of task ${i} got ${ended}`);
      if (returned !== (fails ? null : value)) wrong.push(`task ${i} returned ${returned}, not ${value}`);
      // A thread's answer and the deadline can come in the same turn, however late; on one thread timers keep their order.
      if (isOnOneThread(model) && pauseMs > deadlineMs + 2 * timerSlackMs) {
        wrong.push(`task ${i} was waited for, ${pauseMs} ms with a deadline of ${deadlineMs} ms`);
      }
    });
    return output.observed === null ? wrong : [...wrong, ...wrongObserved(input, output, output.observed)];
  },
  ideal({ tasks, deadlineMs }) {
    const ms = tasks.reduce((sum, { pauseMs }) => sum + Math.min(pauseMs, deadlineMs), 0);
    return { ms, why: "one after the other, each its pause or its deadline, whichever is shorter" };
  },
  metrics: [
    {
      id: "per-task",
      title: "Wall time a task",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { tasks }) => (tasks.length === 0 ? undefined : (wallMs * 1_000) / tasks.length),
    },
  ],
});

function wrongObserved(
  { tasks, deadlineMs }: DeadlineInput,
  { outcomes }: DeadlineOutput,
  observed: NonNullable<DeadlineOutput["observed"]>,
): string[] {
  const wrong = wrongWithTasks(tasks, observed);
  const { endings, callers, peakRunning } = observed;
  if (callers.length !== tasks.length)
    return [...wrong, `${callers.length} callers of ${tasks.length} tasks were observed`];
  if (peakRunning > 1) wrong.push(`a task ran beside the next: ${peakRunning} at once`);
  tasks.forEach(({ pauseMs }, i) => {
    const { tookMs, cleanups } = callers[i] as DeadlineCaller;
    const ended = outcomes[i]?.ended;
    if (endings[i] !== "not started" && cleanups !== 1)
      wrong.push(`task ${i} had cleaned up ${cleanups} times when its caller went on`);
    if (ended === "exceeded") {
      if (tookMs < deadlineMs - timerSlackMs)
        wrong.push(`task ${i} was given up after ${tookMs} ms, before its ${deadlineMs} ms`);
      return;
    }
    if (ended !== endings[i]) wrong.push(`task ${i} ended ${endings[i]}, and its caller got ${ended}`);
    if (tookMs < pauseMs - timerSlackMs)
      wrong.push(`task ${i} took ${tookMs} ms, less than its ${pauseMs} ms`);
  });
  return wrong;
}
