// How long the statistics take: 300 comparisons with 10,000 resamples each, and the summary of a large run.
import { compareAll, type RunFacts, summarize } from "@byturns/statistics";
import { machines, simulate } from "./machines.ts";

const [machine] = machines;
if (machine === undefined) throw new RangeError("There is no machine to simulate");
const measure = simulate(machine, 1);

/** Prints the requirement, if there is one, and the measured figure. */
function timed(what: string, work: () => unknown, limitMs = Number.POSITIVE_INFINITY): void {
  const startMs = performance.now();
  work();
  const tookMs = performance.now() - startMs;
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
  const isMet = tookMs <= limitMs;
  if (!isMet) process.exitCode = 1;
  if (limitMs === Number.POSITIVE_INFINITY) console.log(`         ${what}: ${seconds(tookMs)}`);
  else {
    const met = isMet ? "met     " : "NOT MET ";
    console.log(`${met} ${what}: asked <= ${seconds(limitMs)}, measured ${seconds(tookMs)}`);
  }
}

for (const forks of [15, 30]) {
  const pairs = Array.from({ length: 300 }, () => {
    const { slower, base } = measure(1.05, forks);
    return { a: slower, b: base };
  });
  timed(
    `300 comparisons of ${forks} forks, ratio of medians, 10,000 resamples`,
    () => compareAll(pairs, { estimator: "medians", resamples: 10_000 }),
    5_000,
  );
  timed(`300 comparisons of ${forks} forks, pairwise ratios, exact`, () =>
    compareAll(pairs, { estimator: "pairwise" }),
  );
  timed(`300 comparisons of ${forks} forks, the lower half, exact: adopted`, () => compareAll(pairs));
}

const large = largeRun();
const what = `${large.cells.length} cells, ${large.forks.length} forks, ${large.metrics.length} metrics`;
timed(`summary of ${what}`, () => summarize(large));

/** 30 examples, 10 of them swept over 5 values, under three models and three runtimes, with six metrics. */
function largeRun(): RunFacts {
  const metrics = Array.from({ length: 6 }, (_, i) => {
    const id = i === 0 ? "wallMs" : `metric${i}`;
    return { id, title: id, unit: "ms", better: "lower" } as const;
  });
  const inputs = Array.from({ length: 30 }, (_, i) => `example-${i}`).flatMap((example, i) => {
    if (i >= 10) return [{ example, input: "bench" }];
    return [1, 10, 100, 1_000, 10_000].map((value) => ({
      example,
      input: `n=${value}`,
      sweep: { name: "n", parameter: "n", unit: "tasks", value },
    }));
  });
  const cells = inputs.flatMap((input) =>
    ["promises", "fibers", "threads"].flatMap((model) =>
      ["node", "deno", "bun"].map((runtime) => {
        const id = [input.example, input.input, model, runtime].join("/");
        return { id, ...input, model, runtime, planned: 15 };
      }),
    ),
  );
  const forks = cells.flatMap(({ id: cell }) =>
    measure(1, 15).base.map((ms, round) => ({
      cell,
      round,
      outcome: "done",
      figures: Object.fromEntries(metrics.map(({ id }) => [id, ms])),
    })),
  );
  return { profile: "full", seed: 1, metrics, cells, forks };
}
