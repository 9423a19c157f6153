// Takes the figures of the cost model from the summary of a run.
import type { CellSummary } from "@byturns/statistics";
import { medianInterval } from "@byturns/statistics/figures/median-interval";
import type { CellFigures, Estimate, Figures, OrderHazard } from "./figures.ts";
import { latenciesOf, quantileOf, usualArrivals } from "./loop.ts";
import { computesOnMain, drainsTimers } from "./predict.ts";

/** As much of a run as the figures need. */
export interface RunForFigures {
  readonly id: string;
  readonly cells: readonly Pick<CellSummary, "cell" | "figures" | "notCompared">[];
  /** The value of each input, as planned. */
  readonly cases: readonly { readonly example: string; readonly input: string; readonly value: unknown }[];
  readonly hazards?: readonly OrderHazard[] | undefined;
}

/** The input that every reference run measures, and that of `mix` whose requests compute nothing. */
const input = "bench";
const lightInput = "bench-light";
const light = `mix/${lightInput}`;

/**
 * Takes the figures from a run. A cell that lacks one of the examples is named in `without`.
 *
 * Uses the input `bench` of `mix`, `readers`, `timers`, `sleepers`, `deadline`, `cleanup` and `payload`, and `bench-light` of
 * `mix`. A run without the last gives the overhead as a small difference of large figures, which is coarse.
 */
export function figuresOf({ id, cells, cases, hazards = [] }: RunForFigures): Figures {
  const keyOf = (example: string, name: string) =>
    name === input ? example : example === "mix" && name === lightInput ? light : undefined;
  const measured = cells.filter(
    ({ cell }) => keyOf(cell.example, cell.input) !== undefined && cell.duplicateOf === undefined,
  );
  const found = Map.groupBy(measured, ({ cell }) => `${cell.model} ${cell.runtime}`);
  const values = new Map(
    cases.flatMap(({ example, input, value }) => {
      const key = keyOf(example, input);
      return key === undefined ? [] : [[key, value as Readonly<Record<string, unknown>>] as const];
    }),
  );
  const raw: Raw[] = [];
  const without: { model: string; runtime: string; why: string }[] = [];
  for (const group of found.values()) {
    const [{ cell }] = group as [(typeof group)[0]];
    const { model, runtime } = cell;
    const cellsByKey = new Map(group.map((one) => [keyOf(one.cell.example, one.cell.input) ?? "", one]));
    try {
      raw.push(rawFigures(new Reader(cellsByKey, values), model, runtime));
    } catch (error) {
      if (!(error instanceof Lacking)) throw error;
      without.push({ model, runtime, why: error.message });
    }
  }
  const whole = raw.map((one) => ({ ...one, mainMs: mainOf(one, raw) })).map(withResidual);
  return { run: id, cells: whole.map((one) => rounded(withFixed(one, whole))), without, hazards };
}

/** Seven digits, as a page carries them: a page and a command then give the same answer to the last digit. */
function rounded(cell: CellFigures): CellFigures {
  const round = (value: number) => Number(value.toPrecision(7));
  return Object.fromEntries(
    Object.entries(cell).map(([name, one]) => [
      name,
      typeof one === "string"
        ? one
        : { low: round(one.low), estimate: round(one.estimate), high: round(one.high) },
    ]),
  ) as unknown as CellFigures;
}

/** A cell before what needs other cells is known. */
interface Raw {
  readonly figures: Omit<CellFigures, "fixedMs" | "mainMs">;
  /** The input of `mix` that the overhead is from, and its median latency. */
  readonly asked: Readonly<Record<"waitMs" | "requestsPerSecond" | "units" | "requests", number>>;
  readonly p50Ms: Estimate;
  readonly isLight: boolean;
}

interface Whole extends Raw {
  readonly mainMs: Estimate;
  /** What a request takes beside all that is known of it. */
  readonly residualMs: number;
}

/**
 * What threads add to promises is the message there and back, of which each side does half. Without promises beside them it
 * is half of everything at least, and at most all of it.
 */
function mainOf({ figures: { model, runtime, overheadMs } }: Raw, all: readonly Raw[]): Estimate {
  const promises = all.find(({ figures }) => figures.model === "promises" && figures.runtime === runtime);
  if (computesOnMain(model)) return overheadMs;
  if (promises === undefined) return { ...overheadMs, low: overheadMs.low / 2 };
  const half = (end: keyof Estimate) =>
    Math.min(overheadMs[end], (overheadMs[end] + promises.figures.overheadMs[end]) / 2);
  return { low: half("low"), estimate: half("estimate"), high: half("high") };
}

function withResidual(one: Omit<Whole, "residualMs">): Whole {
  const { figures, asked, mainMs, p50Ms } = one;
  const computing = (figures.computeFactor.estimate * asked.units) / 1_000;
  const beside = figures.overheadMs.estimate - mainMs.estimate + computing;
  const threads = !computesOnMain(figures.model);
  const latencies = latenciesOf(usualArrivals(Math.min(1_000, asked.requests), asked.requestsPerSecond), {
    waitMs: asked.waitMs,
    readMs: mainMs.estimate / 2,
    holdMs: mainMs.estimate / 2 + (threads ? 0 : computing),
    poolMs: threads ? beside : 0,
    servers: 2,
    drainsTimers: drainsTimers(figures),
  });
  const known = quantileOf(latencies, 0.5) + figures.timerP50Ms.estimate;
  return { ...one, residualMs: Math.max(0, p50Ms.estimate - known) };
}

/** The sender's and the connection's time. Beside long computing it is known by the least of a runtime's models only. */
function withFixed(
  { figures, mainMs, p50Ms, residualMs, isLight }: Whole,
  all: readonly Whole[],
): CellFigures {
  const ofRuntime = all.filter((one) => one.figures.runtime === figures.runtime);
  const least = Math.min(...ofRuntime.map((one) => one.residualMs));
  const estimate = isLight ? residualMs : least;
  const high = Math.max(estimate, residualMs + p50Ms.high - p50Ms.estimate);
  const low = isLight ? Math.max(0, estimate - (p50Ms.estimate - p50Ms.low)) : 0;
  return { ...figures, mainMs, fixedMs: { low, estimate, high } };
}

class Lacking extends Error {}

class Reader {
  readonly #cells: ReadonlyMap<string, Pick<CellSummary, "cell" | "figures" | "notCompared">>;
  readonly #values: ReadonlyMap<string, Readonly<Record<string, unknown>>>;

  constructor(
    cells: ReadonlyMap<string, Pick<CellSummary, "cell" | "figures" | "notCompared">>,
    values: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
  ) {
    this.#cells = cells;
    this.#values = values;
  }

  has(example: string): boolean {
    return this.#cells.has(example) && this.#values.has(example);
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
  value(example: string, name: string, least = Number.MIN_VALUE): number {
    const value = this.#values.get(example)?.[name];
    if (typeof value !== "number" || !(value >= least))
      throw new Lacking(`the input of ${example} has no ${name}`);
    return value;
  }
}

function rawFigures(reader: Reader, model: string, runtime: string): Raw {
  const isLight = reader.has(light);
  const from = isLight ? light : "mix";
  const asked = {
    waitMs: reader.value(from, "waitMs", 0),
    units: reader.value(from, "units", 0),
    requestsPerSecond: reader.value(from, "requestsPerSecond"),
    requests: reader.value(from, "requests"),
  };
  const units =
    reader.value("readers", "books") * reader.value("readers", "chapters") * reader.value("readers", "units");
  const computeFactor = reader.read("readers", "cpuMs", 1_000 / units);
  const cpu = reader.read(from, "mix/cpu-per-request");
  const timerP50Ms = atLeast(reader.read("timers", "timers/late-p50"), 0);
  const idle = reader.read("timers", "peakRssBytes");
  const asleep = reader.read("sleepers", "peakRssBytes");
  const sleepers = reader.value("sleepers", "sleepers");
  return {
    asked,
    isLight,
    p50Ms: reader.read(from, "mix/latency-p50"),
    figures: {
      model,
      runtime,
      computeFactor,
      overheadMs: lessThan(cpu, times(computeFactor, asked.units / 1_000), leastOverheadMs),
      timerP50Ms,
      timerP99Ms: atLeast(reader.read("timers", "timers/late-p99"), timerP50Ms.estimate),
      processBytes: reader.read("mix", "peakRssBytes"),
      taskBytes: {
        low: 0,
        estimate: Math.max(0, asleep.estimate - idle.estimate) / sleepers,
        high: Math.max(0, asleep.high - idle.low) / sleepers,
      },
      deadlineCostMs: reader.read("deadline", "deadline/per-task", 1e-3),
      cancelCostMs: reader.read("cleanup", "cleanup/per-task", 1e-3),
      byteMs: computesOnMain(model)
        ? { low: 0, estimate: 0, high: 0 }
        : reader.read("payload", "payload/round-trip", 1e-3 / 2 / reader.value("payload", "bytes")),
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
