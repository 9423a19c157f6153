// What a run has to say, sorted for a reader. Every report is written from it, so that all say the same.
import type { ForkRecord } from "@byturns/record";
import { type AnySpec, specs } from "@byturns/spec";
import type { CellSummary, FactorToBest, FigureSummary, MetricFacts, Summary } from "@byturns/statistics";
import { wilson } from "@byturns/statistics/tests/wilson";
import { claimOf, closeBand, forksNeeded } from "@byturns/statistics/verdict";
import { bytes, counted, digits, figure, listed, percent } from "@byturns/text/figures";
import { label, output, slug } from "@byturns/text/plain";
import { claimedFigures } from "./claimed-figures.ts";
import { countedThreads, countsOf } from "./counts/recorded-counts.ts";
import { findingsOf } from "./findings/findings.ts";
import type { CellState, CellStory, Evidence, ExampleStory, Figure, RuntimeStory, Story } from "./model.ts";
import { ownShareOf } from "./own-share.ts";
import { bandText, standingOf } from "./standing.ts";
import { tailInterval } from "./tail-interval.ts";

/** Sorts what a run has to say. Takes whatever a run may hold. */
export function storyOf(evidence: Evidence): Story {
  const { plan, environment, summary } = evidence;
  const runtimes = runtimesOf(evidence);
  const examples = examplesOf(evidence, runtimes);
  const material = { summary, examples, models: plan.models, runtimes };
  return {
    id: label(plan.id),
    suite: label(plan.suite),
    madeAt: label(plan.madeAt, 40),
    profile: label(summary.profile),
    claim: claimText(summary),
    extent: `${counted(evidence.forks.length, "fork")} of ${counted(plan.cells.length, "cell")}`,
    machines: environment.machines.map((machine) => ({
      what: [
        label(machine.cpu),
        machine.usableCores === machine.cores
          ? counted(machine.cores, "core")
          : `${digits(machine.usableCores, 2)} of ${counted(machine.cores, "core")}`,
        bytes(machine.memoryBytes),
        label(`${machine.platform} ${machine.arch} ${machine.kernel}`),
        ...(machine.governor === undefined ? [] : [`governor ${label(machine.governor)}`]),
        `load ${digits(machine.load, 2)}`,
      ].join(" · "),
      conditions: machine.conditions.map(({ weight, what, advice }) => ({
        weight,
        what: label(advice === undefined ? what : `${what}. ${advice}`, 300),
      })),
    })),
    runtimes,
    models: plan.models,
    threads: plan.threads,
    seed: plan.seed,
    commit:
      environment.commit === undefined
        ? undefined
        : `${label(environment.commit.slice(0, 12))}${environment.dirty ? " and changes" : ""}`,
    proof: proofOf(summary),
    calibration: evidence.calibration === undefined ? undefined : label(evidence.calibration, 600),
    warnings: warningsOf(evidence),
    metrics: summary.metrics,
    findings: findingsOf(material),
    examples,
    summary,
    ownShares: evidence.ownShares,
  };
}

function claimText({ claim, band }: Summary): string {
  if (claim === "correctness") return "Correctness only: too few forks to say anything about speed.";
  if (claim === "indicative") {
    return `Indicative: differences by a factor of 2 and more; smaller ones take ${forksNeeded.verdicts} forks of a cell and more.`;
  }
  return `Verdicts: different, equivalent (within ${bandText(band)}), close (within ${bandText(closeBand)}) or inconclusive.`;
}

/** A rate of false alarms that may be higher than this is not known. */
const tellingRate = 0.05;

function proofOf({ proof }: Summary): string {
  const { pairs, able, different } = proof;
  if (pairs === 0) return "No cell was measured twice, as an A/A pair, so nothing here proves itself.";
  const what = `${counted(pairs, "cell")} measured twice, as A/A ${pairs === 1 ? "pair" : "pairs"}`;
  if (able === 0) return `${what}: too few forks to tell.`;
  const found = `${different} of ${able} called different`;
  const { high } = wilson(Math.min(different, able), able);
  if (different === 0 && high > tellingRate) {
    return `${what}: ${found}, too few to tell; that rate may be up to ${percent(high)}. byturns calibrate measures it.`;
  }
  return `${what}: ${found}.`;
}

function warningsOf({ environment, skipped, missing, summary, forks }: Evidence): string[] {
  const warnings: string[] = [];
  for (const { conditions } of environment.machines) {
    for (const { weight, what, advice } of conditions) {
      if (weight === "bad") warnings.push(label(advice === undefined ? what : `${what}. ${advice}`, 300));
    }
  }
  if (environment.machines.length > 1) {
    warnings.push(
      `Forks of ${environment.machines.length} machines lie together: compare cells, not machines.`,
    );
  }
  if (environment.dirty === true) warnings.push("The sources that were measured differ from their commit.");
  if (missing > 0)
    warnings.push(`${counted(missing, "fork")} of the plan not recorded: the run is not complete.`);
  for (const { file, line, why } of skipped.slice(0, 5)) {
    warnings.push(`Skipped: ${label(file)}${line === undefined ? "" : `, line ${line}`}: ${label(why, 300)}`);
  }
  if (skipped.length > 5) warnings.push(`Skipped: ${counted(skipped.length - 5, "more line")}.`);
  if (summary.proof.different > 0) {
    warnings.push("A cell was called different from itself: take small differences of this run with care.");
  }
  const unchecked = forks.filter(
    ({ outcome }) => "measurement" in outcome && outcome.measurement.uncheckedCalls > 0,
  ).length;
  if (unchecked > 0)
    warnings.push(`In ${counted(unchecked, "fork")} not every output was kept for checking.`);
  return warnings;
}

function runtimesOf({ plan, summary, forks }: Evidence): RuntimeStory[] {
  const shown = new Set(summary.cells.map(({ cell }) => cell.runtime));
  for (const { key, id } of plan.runtimes) if (!shown.has(key) && !shown.has(id)) shown.add(id);
  const rank = (name: string) => plan.runtimes.findIndex(({ key, id }) => key === name || id === name);
  const byId = new Map(plan.cells.map((cell) => [cell.id, cell]));
  return [...shown]
    .toSorted((a, b) => rank(a) - rank(b))
    .map((name) => {
      const planned = plan.runtimes[rank(name)];
      const title = label(planned?.title ?? name, 40);
      const version = label(planned?.version ?? "", 40);
      // Two binaries of one version have keys that differ in their end, as `node@26.10.0+2`.
      const suffix = label(/\+\d+$/.exec(planned?.key ?? "")?.[0] ?? "", 10);
      const isNamed =
        planned !== undefined && planned.key !== planned.id && !planned.key.startsWith(`${planned.id}@`);
      const differing = [
        ...(planned?.flags ?? []),
        ...Object.entries(planned?.environment ?? {}).map(([name, value]) => `${name}=${value}`),
      ];
      const differs = differing.length === 0 ? "" : ` with ${label(differing.join(" "), 120)}`;
      const several = !isNamed && plan.runtimes.filter(({ id }) => id === planned?.id).length > 1;
      const fork = forks.find(
        ({ cell, outcome }) =>
          "measurement" in outcome && planned !== undefined && byId.get(cell)?.runtime === planned.key,
      );
      const versions =
        fork !== undefined && "measurement" in fork.outcome ? fork.outcome.measurement.versions : {};
      return {
        id: name,
        title,
        name: several ? `${title} ${version}${suffix}`.trim() : title,
        version: `${version}${suffix}${differs}`,
        engine: versions.engine === undefined ? undefined : shortEngine(versions.engine),
      };
    });
}

/** A revision's first digits identify it well enough. */
function shortEngine(engine: string): string {
  return label(engine, 60).replace(/([0-9a-f]{9})[0-9a-f]{10,}/, "$1");
}

function examplesOf(evidence: Evidence, runtimes: readonly RuntimeStory[]): ExampleStory[] {
  const { plan, summary } = evidence;
  const anchors = new Anchors();
  const forksOf = Map.groupBy(evidence.forks, ({ cell }) => cell);
  const summaries = Map.groupBy(
    summary.cells.filter(({ cell }) => cell.duplicateOf === undefined),
    ({ cell }) => JSON.stringify([cell.example, cell.input]),
  );
  const modelRank = new Map(plan.models.map((model, i) => [model, i]));
  const runtimeRank = new Map(runtimes.map(({ id }, i) => [id, i]));
  return [...Map.groupBy(plan.cases, ({ example }) => example)].map(([id, cases]) => {
    // A user's own example may have the name of one of this project's.
    const isOurs = plan.files === undefined && Object.hasOwn(specs, id);
    const spec: AnySpec | undefined = isOurs ? specs[id as keyof typeof specs] : undefined;
    const anchor = anchors.take(`example-${slug(id)}`);
    return {
      id,
      primary: primaryOf(id, spec, summary),
      anchor,
      title: spec?.title ?? label(cases[0]?.title ?? id, 300),
      question: spec?.question ?? label(cases[0]?.question ?? "", 300),
      origin: spec?.origin ?? "",
      each: new Map(
        Object.entries(spec?.sweeps ?? {}).flatMap(([sweep, { each }]) =>
          each === undefined ? [] : [[sweep, each] as const],
        ),
      ),
      scalings: summary.scalings.filter(({ example }) => example === id),
      crossovers: summary.crossovers.filter(({ example }) => example === id),
      knees: summary.knees.filter(({ example }) => example === id),
      cases: cases.map(({ input, question, value, ideal, sweep }) => ({
        anchor: anchors.take(`case-${slug(id)}-${slug(input)}`),
        example: id,
        input,
        question: label(question, 300),
        value,
        idealMs: ideal.ms !== undefined && ideal.ms > 0 ? ideal.ms : undefined,
        idealWhy: label(ideal.why, 300),
        sweep,
        cells: (summaries.get(JSON.stringify([id, input])) ?? [])
          .toSorted(
            (a, b) =>
              (modelRank.get(a.cell.model) ?? 99) - (modelRank.get(b.cell.model) ?? 99) ||
              (runtimeRank.get(a.cell.runtime) ?? 99) - (runtimeRank.get(b.cell.runtime) ?? 99),
          )
          .map((cell) => cellOf(cell, forksOf.get(cell.cell.id) ?? [], evidence, anchors)),
      })),
    };
  });
}

/** The metric that an example is read by first: its spec's, or wall time where no fork gave that. */
function primaryOf(id: string, spec: AnySpec | undefined, { metrics }: Summary): MetricFacts | undefined {
  // An own example has no primary figure; what it counts is what it is about.
  const ofUnit = spec === undefined ? metrics.find((one) => one.id.startsWith(`${id}/per-`))?.id : undefined;
  const primary = spec === undefined ? "wallMs" : spec.primary;
  const wanted = ofUnit ?? (primary === "wallMs" ? primary : `${id}/${primary}`);
  return metrics.find((one) => one.id === wanted) ?? metrics.find((one) => one.id === "wallMs");
}

function cellOf(
  summary: CellSummary,
  forks: readonly ForkRecord[],
  { traces, ownShares, counts, plan, summary: { band } }: Evidence,
  anchors: Anchors,
): CellStory {
  const { cell, outcomes, done, notCompared } = summary;
  const bad = outcomes.filter(({ outcome }) => outcome !== "done");
  const troubles = bad.map(({ outcome, forks: count, reasons }) => {
    const reason = reasons[0]?.reason;
    return `${count} of ${counted(summary.recorded, "fork")} ${inWords(outcome)}${reason === undefined ? "" : `: ${label(reason, 400)}`}`;
  });
  const state: CellState =
    cell.unsupported !== undefined
      ? "unsupported"
      : bad.some(({ outcome }) => outcome === "wrong")
        ? "wrong"
        : notCompared === undefined && done > 0
          ? "measured"
          : summary.recorded === 0
            ? "missing"
            : "failed";
  const reason =
    state === "measured"
      ? undefined
      : state === "unsupported"
        ? label(cell.unsupported ?? "", 400)
        : state === "missing"
          ? "no fork of it was recorded"
          : (troubles[0] ?? label(notCompared ?? "nothing was measured", 400));
  const culprit = forks.find(({ outcome }) => outcome._tag !== "done");
  const printed =
    culprit === undefined ? "" : [culprit.stderr, culprit.stdout].filter((text) => text !== "").join("\n");
  const command = (culprit ?? forks[0])?.command;
  // The committed files name runtimes by their ids alone.
  const place = { ...cell, runtime: cell.runtime.split("@")[0] ?? "" };
  return {
    id: cell.id,
    anchor: anchors.next(),
    model: cell.model,
    runtime: cell.runtime,
    state,
    reason,
    troubles,
    printed: printed === "" ? undefined : output(printed),
    command: command === undefined ? undefined : label(command.join(" "), 600),
    summary,
    trace: traces.get(cell.id)?.trace,
    band,
    ownShare: ownShares && ownShareOf(ownShares, place),
    counts: counts && plan.threads === countedThreads ? countsOf(counts, place) : undefined,
  };
}

/** How a fork ended, after its number: `2 of 15 forks timed out`. */
function inWords(outcome: string): string {
  const words: Readonly<Record<string, string>> = {
    wrong: "answered wrongly",
    failed: "failed",
    crashed: "crashed",
    timedOut: "timed out",
    outOfMemory: "ran out of memory",
    invalidMessage: "sent an invalid message",
  };
  return (
    words[outcome] ??
    words[outcome.replace(/-./g, (dash) => dash.charAt(1).toUpperCase())] ??
    label(outcome, 40)
  );
}

/** How a figure stands to the best one, as far as so few or so many forks may claim it. */
export function claimedToBest(seen: FigureSummary): FactorToBest | undefined {
  return claimOf(seen.forks) === "correctness" || seen.toBest?.verdict === "unclaimed"
    ? undefined
    : seen.toBest;
}

/** Reads a metric off a cell; undefined where the cell has no such figure. */
export function read(cell: CellStory, metric: MetricFacts): Figure | undefined {
  const seen = cell.summary?.figures[metric.id];
  if (seen === undefined) return undefined;
  const toBest = claimedToBest(seen);
  const shown = toBest && claimedFigures(toBest.factor, toBest.verdict, cell.band);
  return {
    value: figure(seen.median, metric.unit),
    spans: tailInterval(seen, metric),
    factor: shown?.factor,
    interval: toBest?.best === cell.id ? undefined : shown?.interval,
    standing:
      toBest === undefined
        ? undefined
        : toBest.best === cell.id
          ? "best"
          : standingOf(toBest.verdict, toBest.factor.estimate),
  };
}

/** `Node 26.10.0, Deno 2.9.6 and Bun 1.4.5`. */
export function runtimeLine(runtimes: readonly RuntimeStory[]): string {
  return listed(runtimes.map(({ title, version }) => `${title} ${version}`.trim()));
}

/** Ids that are safe in an address, each given once. */
class Anchors {
  readonly #taken = new Set<string>();

  /** Short, since a page has thousands of cells. */
  next(): string {
    return this.take(`c${(this.#taken.size).toString(36)}`);
  }

  take(wanted: string): string {
    let anchor = wanted;
    for (let i = 2; this.#taken.has(anchor); i++) anchor = `${wanted}-${i}`;
    this.#taken.add(anchor);
    return anchor;
  }
}
