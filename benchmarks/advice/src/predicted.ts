// What the cost model says of a workload: as the calculator does, and for the very requests that were sent.
import {
  advise,
  type CellFigures,
  type Estimate,
  type Figures,
  predict,
  type Workload,
} from "@byturns/advice";
import { dueTimesMs } from "@byturns/fixtures/arrivals";
import { median } from "@byturns/statistics";
import { typicalArrivals } from "./arrivals.ts";
import type { ForkFigures } from "./record.ts";

/** What is predicted of one cell. */
export interface PredictedCell {
  /** `promises/node`. */
  readonly cell: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly ratePerSecond: number;
}

/** The name of a cell without the runtime's version. */
const nameOf = ({ model, runtime }: { readonly model: string; readonly runtime: string }) =>
  `${model}/${runtime.split("@")[0]}`;

/** As the calculator says, with the cell that it recommends; undefined where none keeps up. */
export function calculated(
  workload: Workload,
  figures: Figures,
): { readonly cells: PredictedCell[]; readonly recommended: string | undefined } {
  const { cells, recommended } = advise(workload, figures);
  return {
    cells: cells.map((one) => ({
      cell: nameOf(one),
      p50Ms: one.p50Ms.estimate,
      p99Ms: one.p99Ms.estimate,
      ratePerSecond: one.rateWithinDeadline.estimate,
    })),
    recommended: recommended?.split("@")[0],
  };
}

/** For the arrivals of the forks, and the processor time that the sender took beside them. */
export function forArrivals(
  workload: Workload,
  figures: Figures,
  forks: readonly ForkFigures[],
): PredictedCell[] {
  return figures.cells.flatMap((one) => {
    const cell = nameOf(one);
    const mine = forks.filter((fork) => fork.cell === cell);
    const [fork] = mine;
    const phase = fork?.tried[0] ?? fork?.asked[0];
    if (fork === undefined || phase === undefined) return [];
    const besideMs = median(mine.map(({ senderMs }) => senderMs));
    const asked = mine.flatMap(({ asked }) => asked);
    const predictions = asked.map(({ requests, seed }) =>
      predict(workload, one, {
        besideMs,
        arrivalsAt: (requestsPerSecond) => dueTimesMs({ requests, requestsPerSecond, seed }),
      }),
    );
    const { rateWithinDeadline } = predict(workload, one, {
      besideMs,
      arrivalsAt: (rate) => dueTimesMs(typicalArrivals(phase.requests, rate, workload.computeMs, 0)),
    });
    const mean = (of: (one: (typeof predictions)[0]) => number) =>
      Math.exp(predictions.reduce((sum, one) => sum + Math.log(of(one)), 0) / predictions.length);
    return [
      {
        cell,
        p50Ms: mean(({ p50Ms }) => p50Ms.estimate),
        p99Ms: mean(({ p99Ms }) => p99Ms.estimate),
        ratePerSecond: rateWithinDeadline.estimate,
      },
    ];
  });
}

/** How many times as long computing took beside these forks as in the run of the figures; the same engine did both. */
export function slownessOf(figures: Figures, forks: readonly ForkFigures[]): number {
  const ours = figures.cells.find((one) => nameOf(one) === "promises/node")?.computeFactor.estimate;
  return ours === undefined || forks.length === 0
    ? 1
    : median(forks.map(({ computeMs }) => computeMs)) / ours;
}

/** The figures of a machine on which everything takes so many times as long. */
export function slower(figures: Figures, factor: number): Figures {
  const times = ({ low, estimate, high }: Estimate): Estimate => ({
    low: low * factor,
    estimate: estimate * factor,
    high: high * factor,
  });
  return {
    ...figures,
    cells: figures.cells.map(
      (one): CellFigures => ({
        ...one,
        computeFactor: times(one.computeFactor),
        overheadMs: times(one.overheadMs),
        mainMs: times(one.mainMs),
      }),
    ),
  };
}
