// A made-up run with everything that a summary must handle.
import type { CellFacts, ForkFacts, RunFacts } from "../src/facts.ts";
import { makeForks } from "./noise.ts";

/**
 * Two examples under three models and two runtimes, 15 forks each: `wait`, where threads are slower and fibers and
 * promises are alike, and `grain`, swept, where a threads call has a fixed price and then half the cost. One cell is
 * unsupported, one crashed now and then, fibers are fast and once wrong, and one cell is measured twice in each
 * runtime.
 */
export function madeUpRun(forksPerCell = 15, seed = 1): RunFacts {
  const makeMs = makeForks(seed);
  const cells: CellFacts[] = [];
  const forks: ForkFacts[] = [];
  const add = (
    cell: Omit<CellFacts, "planned">,
    ms: number,
    fail?: (round: number) => Pick<ForkFacts, "outcome" | "reason">,
  ) => {
    cells.push({ ...cell, planned: forksPerCell });
    const values = makeMs(ms, forksPerCell);
    values.forEach((wallMs, round) => {
      const failed = fail?.(round);
      const how = failed ?? { outcome: "done" };
      const figures = how.outcome === "done" ? { wallMs, rate: 1_000 / wallMs, idle: 0 } : {};
      forks.push({ cell: cell.id, round, ...how, figures });
    });
  };
  for (const runtime of ["node", "bun"]) {
    const wait = (model: string) => {
      const ideal = { ms: 20, why: "the longest delay" };
      return { id: `wait/${model}/${runtime}`, example: "wait", input: "bench", model, runtime, ideal };
    };
    add(wait("promises"), 21);
    add(wait("fibers"), 21);
    add(
      { ...wait("promises"), id: `wait/promises/${runtime}/again`, duplicateOf: `wait/promises/${runtime}` },
      21,
    );
    if (runtime === "node") {
      add(wait("threads"), 30, (round) =>
        round % 4 === 3
          ? { outcome: "crashed", reason: round === 3 ? "signal SIGBUS" : "exit code 134" }
          : { outcome: "done" },
      );
    } else {
      cells.push({ ...wait("threads"), unsupported: "it has no such thing", planned: 0 });
    }
    for (const value of [1, 10, 100, 1_000]) {
      const input = `tasks=${value}`;
      const sweep = { name: "tasks", parameter: "tasks", unit: "tasks", value };
      const cell = (model: string) => ({
        id: `grain/${input}/${model}/${runtime}`,
        example: "grain",
        input,
        model,
        runtime,
        sweep,
      });
      add(cell("promises"), value);
      add(cell("threads"), 20 + value / 2);
      add(cell("fibers"), value / 10, (round) =>
        round === 4 % forksPerCell ? { outcome: "wrong", reason: "10 results, not 11" } : { outcome: "done" },
      );
    }
  }
  const metrics = [
    { id: "wallMs", title: "Time", unit: "ms", better: "lower" },
    { id: "rate", title: "Calls a second", unit: "1/s", better: "higher" },
    { id: "idle", title: "Nothing", unit: "ms", better: "lower" },
  ] as const;
  return { profile: "full", seed, metrics, cells, forks };
}
