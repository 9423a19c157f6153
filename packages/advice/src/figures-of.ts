// Takes the figures of the cost model from the summary of a run.
import type { CellSummary } from "@byturns/statistics";
import { medianInterval } from "@byturns/statistics/figures/median-interval";
import type { CellFigures, Estimate, Figures, OrderHazard } from "./figures.ts";
import { queueMs } from "./queue.ts";

/** As much of a run as the figures need. */
export interface RunForFigures {
  readonly id: string;
  readonly cells: readonly Pick<CellSummary, "cell" | "figures" | "notCompared">[];
  /** The value of each input, as planned. */
  readonly cases: readonly { readonly example: string; readonly input: string; readonly value: unknown }[];
  readonly hazards?: readonly OrderHazard[] | undefined;
}

/** The input that every reference run measures. */
const input = "bench";

/**
 * Takes the figures from a run. A cell that lacks one of the examples is named in `without`.
 *
 * Uses the input `bench` of `mix`, `readers`, `timers`, `sleepers`, `deadline`, `cleanup` and `payload`.
 */
export function figuresOf({ id, cells, cases, hazards = [] }: RunForFigures): Figures {
  const measured = cells.filter(({ cell }) => cell.input === input && cell.duplicateOf === undefined);
  const found = Map.groupBy(measured, ({ cell }) => `${cell.model} ${cell.runtime}`);
  const values = new Map(
    cases
      .filter((one) => one.input === input)
      .map(({ example, value }) => [example, value as Readonly<Record<string, unknown>>]),
  );
  const raw: Omit<CellFigures, "fixedMs">[] = [];
  const residuals = new Map<string, Estimate>();
  const without: { model: string; runtime: string; why: string }[] = [];
  for (const group of found.values()) {
    const [{ cell }] = group as [(typeof group)[0]];
    const { model, runtime } = cell;
    try {
      const one = rawFigures(new Reader(group, values), model, runtime);
      raw.push(one.figures);
      residuals.set(`${model} ${runtime}`, one.residualMs);
    } catch (error) {
      if (!(error instanceof Lacking)) throw error;
      without.push({ model, runtime, why: error.message });
    }
  }
  return {
    run: id,
    cells: raw.map((one) => {
      // What no model's terms explain is the sender's and the connection's; the least of the models bounds it best.
      const ofRuntime = raw
        .filter(({ runtime }) => runtime === one.runtime)
        .map(({ model, runtime }) => residuals.get(`${model} ${runtime}`) as Estimate);
      const estimate = Math.max(0, Math.min(...ofRuntime.map((residual) => residual.estimate)));
      const own = residuals.get(`${one.model} ${one.runtime}`) as Estimate;
      return { ...one, fixedMs: { low: 0, estimate, high: Math.max(estimate, own.high) } };
    }),
    without,
    hazards,
  };
}

class Lacking extends Error {}

class Reader {
  readonly #cells: ReadonlyMap<string, Pick<CellSummary, "cell" | "figures" | "notCompared">>;
  readonly #values: ReadonlyMap<string, Readonly<Record<string, unknown>>>;

  constructor(cells: RunForFigures["cells"], values: ReadonlyMap<string, Readonly<Record<string, unknown>>>) {
    this.#cells = new Map(cells.map((one) => [one.cell.example, one]));
    this.#values = values;
  }

  /** A figure of an example, scaled. */
  read(example: string, metric: string, scale = 1): Estimate {
    const one = this.#cells.get(example);
    const figure = one?.figures[metric];
    if (one === undefined || one.notCompared !== undefined || figure === undefined)
      throw new Lacking(`the run has no ${metric} of ${example}`);
    const { estimate, low, high } = medianInterval(figure.values.map(({ value }) => value));
    return { estimate: estimate * scale, low: low * scale, high: high * scale };
  }

  /** A number of an example's input. */
  value(example: string, name: string): number {
    const value = this.#values.get(example)?.[name];
    if (typeof value !== "number" || !(value > 0))
      throw new Lacking(`the input of ${example} has no ${name}`);
    return value;
  }
}

function rawFigures(
  reader: Reader,
  model: string,
  runtime: string,
): { readonly figures: Omit<CellFigures, "fixedMs">; readonly residualMs: Estimate } {
  const mixValue = (name: string) => reader.value("mix", name);
  const askedMs = mixValue("units") / 1_000;
  const units =
    reader.value("readers", "books") * reader.value("readers", "chapters") * reader.value("readers", "units");
  const computeFactor = reader.read("readers", "cpuMs", 1_000 / units);
  const cpu = reader.read("mix", "mix/cpu-per-request");
  const overheadMs = lessThan(cpu, times(computeFactor, askedMs), leastOverheadMs);
  const timerP50Ms = atLeast(reader.read("timers", "timers/late-p50"), 0);
  const timerP99Ms = atLeast(reader.read("timers", "timers/late-p99"), timerP50Ms.estimate);
  const idle = reader.read("timers", "peakRssBytes");
  const asleep = reader.read("sleepers", "peakRssBytes");
  const sleepers = reader.value("sleepers", "sleepers");
  const isBeside = model !== "promises" && model !== "fibers";
  const p50 = reader.read("mix", "mix/latency-p50");
  const ratePerSecond = mixValue("requestsPerSecond");
  const computing = computeFactor.estimate * askedMs;
  const heldMs = overheadMs.estimate + (isBeside ? 0 : computing);
  const known =
    mixValue("waitMs") +
    timerP50Ms.estimate +
    overheadMs.estimate +
    computing +
    Math.min(queueMs({ ratePerSecond, serviceMs: heldMs, servers: 1 }, 0.5), p50.estimate);
  return {
    residualMs: { low: p50.low - known, estimate: p50.estimate - known, high: p50.high - known },
    figures: {
      model,
      runtime,
      computeFactor,
      overheadMs,
      timerP50Ms,
      timerP99Ms,
      processBytes: reader.read("mix", "peakRssBytes"),
      taskBytes: {
        low: 0,
        estimate: Math.max(0, asleep.estimate - idle.estimate) / sleepers,
        high: Math.max(0, asleep.high - idle.low) / sleepers,
      },
      deadlineCostMs: reader.read("deadline", "deadline/per-task", 1e-3),
      cancelCostMs: reader.read("cleanup", "cleanup/per-task", 1e-3),
      byteMs: isBeside
        ? reader.read("payload", "payload/round-trip", 1e-3 / 2 / reader.value("payload", "bytes"))
        : { low: 0, estimate: 0, high: 0 },
    },
  };
}

/** Less than this no request of an HTTP server costs; the difference of two figures with noise may come out below. */
const leastOverheadMs = 0.02;

function times({ low, estimate, high }: Estimate, scale: number): Estimate {
  return { low: low * scale, estimate: estimate * scale, high: high * scale };
}

function atLeast({ low, estimate, high }: Estimate, least: number): Estimate {
  return { low: Math.max(least, low), estimate: Math.max(least, estimate), high: Math.max(least, high) };
}

/** The difference; its ends are as far apart as those of both allow. */
function lessThan(a: Estimate, b: Estimate, least: number): Estimate {
  return atLeast({ low: a.low - b.high, estimate: a.estimate - b.estimate, high: a.high - b.low }, least);
}
