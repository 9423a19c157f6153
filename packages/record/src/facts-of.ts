// Turns a run into the facts that a summary is made from: which figures a fork yields, and by what names.

import { type AnySpec, type Observation, specs } from "@byturns/spec";
import type { CellFacts, ForkFacts, MetricFacts, RunFacts } from "@byturns/statistics";
import * as Schema from "effect/Schema";
import { crashReason } from "./crash-reason.ts";
import type { ForkRecord } from "./fork.ts";
import { observedMs } from "./observed-ms.ts";
import type { Case, ForkKind } from "./plan.ts";
import type { Measurement } from "./protocol.ts";
import type { Run } from "./run.ts";
import { resourceMetrics, standardMetrics } from "./standard-metrics.ts";
import { tailMetrics, tailsOfCell } from "./tails.ts";

/**
 * The facts of a run. Metrics come in the order of the reports, `wallMs` first. A spec's metrics are named
 * `<example>/<metric>`; metrics that no fork yields are left out. Cells that were slowed down on purpose are left out
 * as well: they are not cells of their model, and only a calibration uses them. Where one of two revisions was slowed
 * down, the comparison of both is what is tested, and they stay.
 */
export function factsOf({ plan, forks }: Pick<Run, "plan" | "forks">): RunFacts {
  const cases = new Map(plan.cases.map((one) => [caseKey(one), one]));
  const readers = new Map(
    plan.cases.map((one) => {
      const threads = one.threads ?? plan.threads;
      return [caseKey(one), plan.files === undefined ? specReader(one, threads) : unitReader(one)];
    }),
  );
  const planned = new Map<number, number>();
  const hasResourceRounds = plan.rounds.some(({ kind }) => kind === "resource");
  const timed = new Map<number, number[]>();
  plan.rounds.forEach(({ kind, order }, round) => {
    for (const i of order) {
      planned.set(i, (planned.get(i) ?? 0) + 1);
      if (kind === "time") timed.set(i, [...(timed.get(i) ?? []), round]);
    }
  });
  const cells = plan.cells.flatMap(
    (
      { id, example, input, model, runtime, revision, duplicateOf, unsupported, slowdown },
      i,
    ): CellFacts[] => {
      if (slowdown !== undefined && revision === undefined) return [];
      const { sweep, ideal } = cases.get(caseKey({ example, input })) ?? {};
      return [
        {
          id,
          example,
          input,
          model,
          runtime,
          planned: planned.get(i) ?? 0,
          rounds: timed.get(i) ?? [],
          ...(revision === undefined ? {} : { revision }),
          ...(sweep === undefined ? {} : { sweep }),
          ...(duplicateOf === undefined ? {} : { duplicateOf }),
          ...(ideal?.ms === undefined ? {} : { ideal: { ms: ideal.ms, why: ideal.why } }),
          ...(unsupported === undefined ? {} : { unsupported }),
        },
      ];
    },
  );
  const readerOf = new Map(cells.map((cell) => [cell.id, readers.get(caseKey(cell))]));
  const batchOf = new Map(cells.map((cell) => [cell.id, cases.get(caseKey(cell))?.batch]));
  const exampleOf = new Map(cells.map(({ id, example }) => [id, example]));
  const known = forks.filter(({ cell }) => exampleOf.has(cell));
  const timedWell = known.filter(({ kind, outcome }) => kind === "time" && outcome._tag === "done");
  const tailsBy = new Map(
    [...Map.groupBy(timedWell, ({ cell }) => cell)].flatMap(([cell, mine]) => {
      const walls = mine.flatMap(({ outcome }) =>
        outcome._tag === "done" ? [outcome.measurement.wall] : [],
      );
      return [...tailsOfCell(walls, batchOf.get(cell) ?? 1)];
    }),
  );
  const facts = known.map((fork): ForkFacts => {
    const { cell, round, kind, outcome } = fork;
    const head = { cell, round, outcome: outcome._tag };
    if (outcome._tag !== "done") return { ...head, reason: reasonOf(fork), figures: {} };
    const standard = figuresOf(outcome.measurement, kind, readerOf.get(cell), hasResourceRounds);
    const figures = { ...standard, ...tailsBy.get(outcome.measurement.wall) };
    if (kind !== "time" || outcome.readings === undefined) return { ...head, figures };
    const readings = Object.entries(outcome.readings).map(([id, figure]) => [
      `${exampleOf.get(cell)}/${id}`,
      figure,
    ]);
    return { ...head, figures: { ...figures, ...Object.fromEntries(readings) } };
  });
  const given = new Set(facts.flatMap(({ figures }) => Object.keys(figures)));
  const ofSpecs = [...new Set(plan.cases.map(({ example }) => example))].flatMap((example) => {
    const own = plan.cases.find((one) => one.example === example)?.readings ?? [];
    const { metrics = [], readings = [] } =
      plan.files === undefined
        ? (specOf(example) ?? {})
        : { metrics: unitMetrics(example, plan.cases), readings: own };
    const facts = ({ id, title, unit, better, limit }: MetricFacts) => ({
      id: `${example}/${id}`,
      title,
      unit,
      ...(better === undefined ? {} : { better }),
      ...(limit === undefined ? {} : { limit }),
    });
    return [...metrics.map(facts), ...readings.map(facts)];
  });
  const standard = standardMetrics.map(({ kind: _, of: __, ...facts }): MetricFacts => {
    return hasResourceRounds && resourceMetrics.has(facts.id) ? { ...facts, kind: "resource" } : facts;
  });
  return {
    profile: plan.profile.name,
    seed: plan.seed,
    metrics: [...standard, ...tailMetrics, ...ofSpecs].filter(({ id }) => given.has(id)),
    cells,
    forks: facts,
    ...sequenceFactsOf(plan),
  };
}

/** The comparisons and their schedule; with a single look, all existing forks count. */
function sequenceFactsOf({ sequence, cells }: Run["plan"]): Pick<RunFacts, "asked" | "design"> {
  if (sequence === undefined) return {};
  const { looks, level, intervalLevel, band, stopsAtClose } = sequence;
  return {
    asked: sequence.asked.flatMap(([a, b]): [string, string][] => {
      const [ofA, ofB] = [cells[a], cells[b]];
      return ofA === undefined || ofB === undefined ? [] : [[ofA.id, ofB.id]];
    }),
    ...(looks.length > 1 ? { design: { looks, level, intervalLevel, band, stopsAtClose } } : {}),
  };
}

type Reader = (seen: Observation) => Readonly<Record<string, number | undefined>>;

function caseKey({ example, input }: { readonly example: string; readonly input: string }): string {
  return JSON.stringify([example, input]);
}

function specOf(example: string): AnySpec | undefined {
  return Object.hasOwn(specs, example) ? (specs as Readonly<Record<string, AnySpec>>)[example] : undefined;
}

/** Reads a spec's own metrics; none if this version does not have the example, or its input has changed since. */
function specReader({ example, value }: Case, threads: number): Reader {
  const spec = specOf(example);
  if (spec === undefined || spec.metrics.length === 0) return () => ({});
  const decoded = Schema.decodeUnknownOption(spec.input)(value);
  if (decoded._tag === "None") return () => ({});
  return (seen) =>
    Object.fromEntries(
      spec.metrics.map((metric) => [`${example}/${metric.id}`, metric.of(seen, decoded.value, threads)]),
    );
}

/** The costs of an own example's units of work, as metrics. */
function unitMetrics(example: string, cases: readonly Case[]): readonly MetricFacts[] {
  const units = new Set(
    cases.flatMap((one) => (one.example === example ? Object.keys(one.units ?? {}) : [])),
  );
  return [...units].map((unit) => ({
    id: `per-${unit}`,
    title: `Time per ${unit}`,
    unit: "µs",
    better: "lower",
  }));
}

function unitReader({ example, units = {} }: Case): Reader {
  return ({ wallMs }) =>
    Object.fromEntries(
      Object.entries(units).map(([unit, count]) => [`${example}/per-${unit}`, (1_000 * wallMs) / count]),
    );
}

function figuresOf(
  seen: Measurement,
  kind: ForkKind,
  read: Reader | undefined,
  hasResourceRounds: boolean,
): Readonly<Record<string, number>> {
  const timed = { wallMs: observedMs(seen), cpuMs: seen.cpuUserMs + seen.cpuSystemMs };
  // Every fork reads the peak memory after its first call, and the loop's delay during warm-up.
  const isBoth = kind === "time" && !hasResourceRounds;
  const standard = standardMetrics
    .filter((metric) => metric.kind === kind || (isBoth && metric.kind === "resource"))
    .map((metric) => [metric.id, metric.of(seen, timed.wallMs)] as const);
  const ofTime = read?.(timed) ?? {};
  // A resource fork is no observation of time: it yields only figures that need its memory.
  const ofSpec =
    kind === "time"
      ? Object.entries(isBoth ? (read?.({ ...timed, peakRssBytes: seen.peakRssBytes }) ?? {}) : ofTime)
      : Object.entries(read?.({ ...timed, peakRssBytes: seen.peakRssBytes }) ?? {}).filter(
          ([id]) => ofTime[id] === undefined,
        );
  const known = (entry: readonly [string, number | undefined]): entry is readonly [string, number] =>
    entry[1] !== undefined && Number.isFinite(entry[1]);
  return Object.fromEntries([...standard, ...ofSpec].filter(known));
}

function reasonOf(fork: ForkRecord): string {
  const { outcome } = fork;
  switch (outcome._tag) {
    case "wrong":
      return outcome.wrong.join("; ");
    case "failed":
      return `${outcome.failure.name}: ${outcome.failure.message}`;
    case "timedOut":
      return `took longer than ${outcome.limitMs} ms`;
    case "outOfMemory":
      return outcome.limitBytes === undefined
        ? endOf(fork)
        : `took more memory than ${Math.round(outcome.limitBytes / 1e6)} MB`;
    case "invalidMessage":
      return outcome.what;
    default:
      return endOf(fork);
  }
}

function endOf({ exitCode, exitSignal, stderr }: ForkRecord): string {
  const end = exitSignal === null ? `exit code ${exitCode}` : `signal ${exitSignal}`;
  const reason = crashReason(stderr);
  return reason === "" ? end : `${end}: ${reason}`;
}
