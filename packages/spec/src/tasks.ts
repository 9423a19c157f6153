// The tasks of the coordination examples: each pauses, then succeeds or fails; and, where an input asks for it, what became
// of each. Timed inputs do not ask: their tasks are bare, and their outputs hold only what a caller sees.
import * as Schema from "effect/Schema";

/** One task. */
export const Task = Schema.Struct({
  /** How long it waits; 0 waits for nothing but its next turn. */
  pauseMs: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 60_000 })),
  /** What it returns when it does not fail. */
  value: Schema.Int,
  fails: Schema.Boolean,
});

/** How a task ended: by itself, well or not; because it was canceled; or it never began. */
export const Ending = Schema.Literals(["done", "failed", "canceled", "not started"]);

/** Whether an input has its tasks observed: `test` inputs do, timed ones do not. */
export const observe = Schema.Boolean;

/** What was observed of the tasks by the time the caller continued. */
export const Observed = Schema.Struct({
  /** One for each task, in the order of the input. */
  endings: Schema.Array(Ending),
  /** How often each task cleaned up. */
  cleanups: Schema.Array(Schema.Int),
  /** The most tasks that had begun and not ended at one time. */
  peakRunning: Schema.Int,
  /** How many tasks began after one of them had failed. */
  begunAfterFailure: Schema.Int,
});

export type Task = typeof Task.Type;
export type Ending = typeof Ending.Type;
export type Observed = typeof Observed.Type;

/**
 * What is wrong with the presence of observations; empty if the output holds them exactly when its input asks for them.
 */
export function wrongObservation(input: { readonly observe: boolean }, observed: object | null): string[] {
  if (input.observe === (observed !== null)) return [];
  return [
    input.observe
      ? "nothing was observed, and the input asks for it"
      : "tasks were observed, and the input asks for bare ones",
  ];
}

/** What is wrong with what became of the tasks, for any coordination; empty if nothing is. */
export function wrongWithTasks(tasks: readonly Task[], { endings, cleanups }: Observed): string[] {
  if (endings.length !== tasks.length || cleanups.length !== tasks.length) {
    return [`${endings.length} endings and ${cleanups.length} cleanups of ${tasks.length} tasks were seen`];
  }
  const wrong: string[] = [];
  tasks.forEach(({ fails }, i) => {
    const due = endings[i] === "not started" ? 0 : 1;
    if (cleanups[i] !== due)
      wrong.push(`task ${i} (${endings[i]}) cleaned up ${cleanups[i]} times, not ${due}`);
    if (endings[i] === (fails ? "done" : "failed"))
      wrong.push(`task ${i} ended ${endings[i]}, against its nature`);
  });
  return wrong;
}

/** Tasks whose pauses repeat a pattern: enough work to keep a few of them busy, none the same as its neighbor. */
export function tasksOf(count: number, pausesMs: readonly number[], failing: readonly number[] = []): Task[] {
  return Array.from({ length: count }, (_, i) => ({
    pauseMs: pausesMs[i % pausesMs.length] ?? 0,
    value: i * i,
    fails: failing.includes(i),
  }));
}
