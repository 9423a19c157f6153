// What a run has to say, sorted for a reader. Every report is written from it, so that all say the same.
import type { Case } from "@byturns/record";
import { type AnySpec, specs } from "@byturns/spec";
import type { MetricFacts, Summary } from "@byturns/statistics";
import { bytes, counted, digits } from "@byturns/text/figures";
import { label, slug } from "@byturns/text/plain";
import { Anchors } from "./anchors.ts";
import { answersOf, overallOf } from "./answers/answers.ts";
import { answerOfExample } from "./answers/of-example.ts";
import { cellOf } from "./cell-story.ts";
import { findingsOf } from "./findings/findings.ts";
import { Pairs } from "./findings/pairs.ts";
import type { Evidence, ExampleStory, RuntimeStory, Story } from "./model.ts";
import { runtimesOf } from "./runtime-stories.ts";
import { claimText, proofOf, warningsOf } from "./trust.ts";

/** Sorts what a run has to say. Takes whatever a run may hold. */
export function storyOf(evidence: Evidence): Story {
  const { plan, environment, summary } = evidence;
  const runtimes = runtimesOf(evidence);
  const examples = examplesOf(evidence, runtimes);
  const material = { summary, examples, models: plan.models, runtimes };
  const pairs = new Pairs(material);
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
    answers: answersOf(material, pairs),
    answersOfExamples: new Map(
      examples.map((example) => [example.id, answerOfExample(example, material, pairs) ?? ""]),
    ),
    overall: overallOf(material, pairs),
    findings: findingsOf(material, pairs),
    examples,
    summary,
    ownShares: evidence.ownShares,
  };
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
      primary: primaryOf(id, spec, cases[0], summary),
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
function primaryOf(
  id: string,
  spec: AnySpec | undefined,
  own: Case | undefined,
  { metrics }: Summary,
): MetricFacts | undefined {
  const primary = spec?.primary ?? own?.primary ?? "wallMs";
  // If an own example names no primary figure, what it counts is what it is about.
  const isUnsaid = spec === undefined && own?.primary === undefined;
  const ofUnit = isUnsaid ? metrics.find((one) => one.id.startsWith(`${id}/per-`))?.id : undefined;
  const wanted = ofUnit ?? (primary === "wallMs" ? primary : `${id}/${primary}`);
  return metrics.find((one) => one.id === wanted) ?? metrics.find((one) => one.id === "wallMs");
}
