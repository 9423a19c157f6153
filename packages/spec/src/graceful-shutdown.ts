// graceful-shutdown: stop taking, finish what runs, then leave.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { Observed, Task, tasksOf, wrongWithTasks } from "./tasks.ts";
import { orderSlackMs } from "./timer-slack.ts";

const ms = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 60_000 }));

const Job = Schema.Struct({
  ...Task.fields,
  /** When it comes, since the service was opened. */
  atMs: ms,
});

const Input = Schema.Struct({
  jobs: Schema.Array(Job).check(Schema.isMaxLength(10_000)),
  /** When the service is told to shut down. */
  stopAtMs: ms,
  /** How long, from then on, the jobs that run may go on. */
  graceMs: ms,
  /** When it is told a second time, which cuts what still runs; null for never. */
  forceAtMs: Schema.NullOr(ms),
});

const Output = Schema.Struct({
  ...Observed.fields,
  /** What each job's caller was told. */
  fates: Schema.Array(Schema.Literals(["done", "failed", "cut", "refused"])),
  /** How many jobs were cut, as the shutdown says. */
  cut: Schema.Int,
  /** How many jobs ran when the shutdown said that none does. */
  leftRunning: Schema.Int,
});

export type GracefulShutdownInput = typeof Input.Type;
export type GracefulShutdownOutput = typeof Output.Type;

/** How late a machine under load may be. */
const loadSlackMs = 1_000;

export const gracefulShutdown = defineSpec({
  id: "graceful-shutdown",
  title: "Graceful shutdown",
  question: "How does a service leave so that everybody it has accepted is told how it ended?",
  origin: "SIGTERM, and the half a minute that Kubernetes gives from there to SIGKILL.",
  input: Input,
  output: Output,
  inputs: {
    test: { jobs: jobsOf(6, [10, 2], [0, 1, 30]), stopAtMs: 10, graceMs: 5_000, forceAtMs: null },
    "test-cut": { jobs: jobsOf(4, [8_000, 1], [0]), stopAtMs: 8, graceMs: 10, forceAtMs: null },
    "test-forced": { jobs: jobsOf(3, [8_000], [0]), stopAtMs: 5, graceMs: 9_000, forceAtMs: 15 },
    "test-idle": { jobs: jobsOf(2, [0], [0], [1]), stopAtMs: 20, graceMs: 50, forceAtMs: null },
    bench: { jobs: jobsOf(100, [1], [0]), stopAtMs: 0, graceMs: 1_000, forceAtMs: null },
  },
  sweeps: {
    jobs: {
      parameter: "jobs",
      unit: "jobs",
      values: [1, 10, 100, 1_000],
      each: "job",
      at: (count): GracefulShutdownInput => ({
        ...{ jobs: jobsOf(count, [1], [0]), stopAtMs: 0, graceMs: 5_000, forceAtMs: null },
      }),
    },
  },
  batch: 1,
  check({ jobs, stopAtMs, graceMs, forceAtMs }, output, { model }) {
    const wrong = wrongWithTasks(jobs, output);
    const { fates, endings, cut, leftRunning } = output;
    if (fates.length !== jobs.length) return [...wrong, `${fates.length} fates of ${jobs.length} jobs`];
    const cutAtMs = Math.min(stopAtMs + graceMs, forceAtMs ?? Number.POSITIVE_INFINITY);
    const isLate = model === "fibers" || model === "cluster";
    // Threads are fewer than jobs, so a job may wait for one; and a machine is as far away as a message takes.
    const isOwn = model !== "threads" && model !== "cluster";
    jobs.forEach(({ atMs, pauseMs }, i) => {
      const fate = fates[i];
      const say = (what: string) => wrong.push(`job ${i} ${what}`);
      if (fate === "refused") {
        if (endings[i] !== "not started") say(`was refused, and ended ${endings[i]}`);
        if (atMs < stopAtMs - orderSlackMs) say(`came at ${atMs} ms and was refused, before ${stopAtMs}`);
        return;
      }
      if (atMs > stopAtMs + orderSlackMs && atMs > 0)
        say(`came at ${atMs} ms and was taken, after ${stopAtMs}`);
      // A fiber can be interrupted when its work is done, and its result not handed over yet; or on its way from a machine.
      const agree = fate === "cut" ? endings[i] !== "done" || isLate : endings[i] === fate;
      if (!agree) say(`ended ${endings[i]}, and its caller was told ${fate}`);
      if (fate === "cut" && forceAtMs === null && isOwn && pauseMs + orderSlackMs < graceMs)
        say(`was cut, and needed ${pauseMs} of the ${graceMs} ms`);
      if (fate !== "cut" && atMs + pauseMs > cutAtMs + loadSlackMs) say(`went on long after ${cutAtMs} ms`);
    });
    const told = fates.filter((fate) => fate === "cut").length;
    if (cut !== told) wrong.push(`${cut} jobs were said to be cut, and ${told} callers were told`);
    if (leftRunning !== 0) wrong.push(`${leftRunning} jobs ran when all were said to be over`);
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
