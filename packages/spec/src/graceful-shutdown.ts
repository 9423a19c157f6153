// graceful-shutdown: accept no more work, finish what runs, then exit.
import * as Schema from "effect/Schema";
import { isOnOneThread } from "./one-thread.ts";
import { defineSpec } from "./spec.ts";
import { Observed, observe, Task, tasksOf, wrongObservation, wrongWithTasks } from "./tasks.ts";
import { loadSlackMs, orderSlackMs } from "./timer-slack.ts";

const ms = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 60_000 }));

const Job = Schema.Struct({
  ...Task.fields,
  /** When it comes, since the service was opened. */
  atMs: ms,
});

export const GracefulShutdownInput = Schema.Struct({
  jobs: Schema.Array(Job).check(Schema.isMaxLength(10_000)),
  /** When the service begins to shut down. */
  stopAtMs: ms,
  /** How long, from then on, the jobs that run may continue. */
  graceMs: ms,
  /** When a second signal cuts what still runs; null for never. */
  forceAtMs: Schema.NullOr(ms),
  observe,
});

export const GracefulShutdownOutput = Schema.Struct({
  /** What each job's caller got. */
  fates: Schema.Array(Schema.Literals(["done", "failed", "cut", "refused"])),
  /** How many jobs were cut, as the shutdown reports. */
  cut: Schema.Int,
  /** How many jobs still ran when the shutdown reported its end. */
  leftRunning: Schema.Int,
  observed: Schema.NullOr(Observed),
});

export type GracefulShutdownInput = typeof GracefulShutdownInput.Type;
export type GracefulShutdownOutput = typeof GracefulShutdownOutput.Type;

export const gracefulShutdown = defineSpec({
  id: "graceful-shutdown",
  title: "Graceful shutdown",
  question: "How does a service shut down so that every accepted request gets an outcome?",
  origin: "SIGTERM, and the half a minute that Kubernetes gives from there to SIGKILL.",
  input: GracefulShutdownInput,
  output: GracefulShutdownOutput,
  inputs: {
    test: {
      jobs: jobsOf(6, [10, 2], [0, 1, 30]),
      stopAtMs: 10,
      graceMs: 5_000,
      forceAtMs: null,
      observe: true,
    },
    "test-cut": {
      jobs: jobsOf(4, [8_000, 1], [0]),
      stopAtMs: 8,
      graceMs: 10,
      forceAtMs: null,
      observe: true,
    },
    "test-forced": {
      jobs: jobsOf(3, [8_000], [0]),
      stopAtMs: 5,
      graceMs: 9_000,
      forceAtMs: 15,
      observe: true,
    },
    "test-idle": {
      jobs: jobsOf(2, [0], [0], [1]),
      stopAtMs: 20,
      graceMs: 50,
      forceAtMs: null,
      observe: true,
    },
    bench: { jobs: jobsOf(100, [1], [0]), stopAtMs: 0, graceMs: 1_000, forceAtMs: null, observe: false },
  },
  sweeps: {
    jobs: {
      parameter: "jobs",
      unit: "jobs",
      values: [1, 10, 100, 1_000],
      each: "job",
      at: (count): GracefulShutdownInput => ({
        ...{ jobs: jobsOf(count, [1], [0]), stopAtMs: 0, graceMs: 5_000, forceAtMs: null, observe: false },
      }),
    },
  },
  batch: 1,
  primary: "wallMs",
  oneCall: {
    work: "100 jobs of 1 ms run when the service begins to shut down; each ends within the grace.",
    inModel: {
      promises: "A promise and a timer a job.",
      fibers: "A fiber and a timer a job.",
      threads: "A message each way a job, and a timer on its thread, which has one job at a time.",
    },
    objections: [
      {
        objection: "The pause of 1 ms is the time.",
        answer:
          "On promises and fibers, yes. On threads a thread has one job at a time, so the jobs share as many pauses as there are threads.",
      },
    ],
  },
  check(input, { fates, cut, leftRunning, observed }, { model }) {
    const { jobs, stopAtMs, graceMs, forceAtMs } = input;
    const wrong = wrongObservation(input, observed);
    if (fates.length !== jobs.length) return [...wrong, `${fates.length} fates of ${jobs.length} jobs`];
    const cutAtMs = Math.min(stopAtMs + graceMs, forceAtMs ?? Number.POSITIVE_INFINITY);
    // Threads are fewer than jobs, so a job may wait for one; and a machine is as far away as a message takes.
    const isOwn = isOnOneThread(model);
    jobs.forEach(({ atMs, pauseMs, fails }, i) => {
      const fate = fates[i];
      const add = (what: string) => wrong.push(`job ${i} ${what}`);
      if (fate === "refused") {
        if (atMs < stopAtMs - orderSlackMs) add(`came at ${atMs} ms and was refused, before ${stopAtMs}`);
        return;
      }
      if (atMs > stopAtMs + orderSlackMs && atMs > 0)
        add(`came at ${atMs} ms and was taken, after ${stopAtMs}`);
      if (fate === (fails ? "done" : "failed")) add(`was reported as ${fate}`);
      if (fate === "cut" && forceAtMs === null && isOwn && pauseMs + orderSlackMs < graceMs)
        add(`was cut, and needed ${pauseMs} of the ${graceMs} ms`);
      if (fate !== "cut" && atMs + pauseMs > cutAtMs + loadSlackMs) add(`went on long after ${cutAtMs} ms`);
    });
    const reported = fates.filter((fate) => fate === "cut").length;
    if (cut !== reported) wrong.push(`the shutdown counted ${cut} jobs as cut, and ${reported} callers were`);
    if (leftRunning !== 0) wrong.push(`${leftRunning} jobs ran when the shutdown was over`);
    if (observed === null) return wrong;
    wrong.push(...wrongWithTasks(jobs, observed));
    // A fiber can be interrupted when its work is done, and its result not handed over yet; or on its way from a machine.
    const isLate = model === "fibers" || model === "cluster";
    observed.endings.forEach((ending, i) => {
      const fate = fates[i];
      const agree =
        fate === "refused"
          ? ending === "not started"
          : fate === "cut"
            ? ending !== "done" || isLate
            : ending === fate;
      if (!agree) wrong.push(`job ${i} ended ${ending}, and its caller got ${fate}`);
    });
    return wrong;
  },
  ideal({ jobs, stopAtMs, graceMs, forceAtMs }) {
    const cutAtMs = Math.min(stopAtMs + graceMs, forceAtMs ?? Number.POSITIVE_INFINITY);
    const ms = jobs.reduce(
      (latestMs, { atMs, pauseMs }) =>
        Math.max(latestMs, atMs, atMs < stopAtMs ? Math.min(atMs + pauseMs, cutAtMs) : 0),
      stopAtMs,
    );
    return { ms, why: "the last job that comes, or the last that ends or is cut" };
  },
  metrics: [
    {
      id: "per-job",
      title: "Wall time a job",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { jobs }) => (jobs.length === 0 ? undefined : (wallMs * 1_000) / jobs.length),
    },
  ],
});

function jobsOf(
  count: number,
  pausesMs: readonly number[],
  atMs: readonly number[],
  failing: readonly number[] = [],
) {
  return tasksOf(count, pausesMs, failing).map((task, i) => ({ ...task, atMs: atMs[i % atMs.length] ?? 0 }));
}
