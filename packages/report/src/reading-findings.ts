// What examples saw that measure something themselves: who waits for whom, what starves, and until where a service
// holds its latency. A rule speaks only of models that enough forks were made of.
import { claimOf, type Interval, type KneeSummary, medianInterval } from "@byturns/statistics";
import { counted, digits, duration, figure, listed } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { type Finding, find, named, nameOf, sure, type Told } from "./finding.ts";
import type { CaseStory, CellStory, ExampleStory } from "./story.ts";

/** What the readings of examples show, in the order of the examples. */
export function fromReadings(told: Told): Finding[] {
  return told.examples.flatMap((example) => [
    ...example.cases.flatMap((one) =>
      one.sweep === undefined ? (rules.get(example.id)?.(example, one, told) ?? []) : [],
    ),
    ...kneesOf(example, told),
  ]);
}

type Rule = (example: ExampleStory, one: CaseStory, told: Told) => readonly Finding[];

const rules: ReadonlyMap<string, Rule> = new Map([
  ["heartbeat", heartbeat],
  ["starvation", starvation],
  ["fairness", fairness],
]);

/** What all runtimes say of one model by some figure. */
interface Seen {
  readonly model: string;
  readonly runtimes: readonly { readonly name: string; readonly at: Interval }[];
}

/** A figure of each model, of the runtimes that have enough forks; `of` may combine readings of one fork. */
function seenBy(one: CaseStory, told: Told, of: (reading: (id: string) => number) => number): Seen[] {
  return told.models.flatMap((model) => {
    const runtimes = told.runtimes.flatMap(({ id, name }) => {
      const values = perFork(find(one, model, id), of);
      return claimOf(values.length) === "correctness" ? [] : [{ name, at: medianInterval(values) }];
    });
    return runtimes.length === 0 ? [] : [{ model, runtimes }];
  });
}

function perFork(cell: CellStory | undefined, of: (reading: (id: string) => number) => number): number[] {
  const figures = cell?.summary?.figures ?? {};
  const rounds = Object.values(figures)[0]?.values.map(({ round }) => round) ?? [];
  return rounds.flatMap((round) => {
    const value = of(
      (id) =>
        figures[`${cell?.summary?.cell.example}/${id}`]?.values.find((one) => one.round === round)?.value ??
        Number.NaN,
    );
    return Number.isFinite(value) ? [value] : [];
  });
}

const estimates = ({ runtimes }: Seen) => runtimes.map(({ at }) => at.estimate);

function span(values: readonly number[], unit: string): string {
  const [low, high] = [figure(Math.min(...values), unit), figure(Math.max(...values), unit)];
  return low === high ? low : `${low} to ${high}`;
}

function evidenceOf(seen: readonly Seen[], unit: string, what: string): string {
  const each = seen.map(
    ({ model, runtimes }) =>
      `${label(model)} ${runtimes
        .map(
          ({ name, at }) =>
            `${name} ${figure(at.estimate, unit)} (${figure(at.low, unit)} to ${figure(at.high, unit)})`,
        )
        .join(", ")}`,
  );
  return `${what}: ${each.join("; ")}`;
}

/** A gap without a beat as long as a hog computes: the beat waits for the whole of it. */
const whole = 0.95;

function heartbeat(example: ExampleStory, one: CaseStory, told: Told): readonly Finding[] {
  const shares = seenBy(one, told, (read) => read("gap-max") / read("hog"));
  const delays = seenBy(one, told, (read) => read("delay-max"));
  const [first] = delays;
  // Without hogs there is nobody to wait for.
  if (first === undefined || shares.length !== delays.length) return [];
  const hogs = seenBy(one, told, (read) => read("hog"));
  const clauses = delays.map((seen, i) => {
    const waitsOut = shares[i]?.runtimes.every(({ at }) => at.low >= whole) === true;
    const most = span(estimates(seen), "ms");
    return waitsOut
      ? `for its whole length with ${label(seen.model)}`
      : `typically up to ${most} with ${label(seen.model)}`;
  });
  return [
    {
      kind: "delays",
      figure: duration(Math.max(...delays.flatMap(estimates))),
      text: `${named(example.id, one.input)}: while somebody computes for ${span(hogs.flatMap(estimates), "ms")}, a beat is kept waiting ${listed(clauses)}.`,
      evidence: evidenceOf(delays, "ms", "the longest delay of a beat, median of the forks"),
      anchor: one.anchor,
    },
  ];
}

function starvation(example: ExampleStory, one: CaseStory, told: Told): readonly Finding[] {
  const starved = told.models.flatMap((model) => {
    const runtimes = told.runtimes.flatMap(({ id, name }) => {
      const values = perFork(find(one, model, id), (read) => read("starved"));
      const never = values.filter((value) => value === 1).length;
      return claimOf(values.length) === "correctness" ? [] : [{ name, never, forks: values.length }];
    });
    return runtimes.length === 0 ? [] : [{ model, runtimes }];
  });
  const late = new Map(seenBy(one, told, (read) => read("late")).map((seen) => [seen.model, seen]));
  if (starved.length === 0) return [];
  const isNever = ({ runtimes }: (typeof starved)[number]) =>
    runtimes.every(({ never, forks }) => never === forks);
  const clauses = starved.map((one) => {
    const { model, runtimes } = one;
    const seen = late.get(model);
    if (isNever(one)) return `never fires with ${label(model)}`;
    const some = runtimes.filter(({ never }) => never > 0);
    if (some.length > 0) {
      const places = some.map(({ name, never, forks }) => `${never} of ${counted(forks, "fork")} on ${name}`);
      return `does not fire in ${listed(places)} with ${label(model)}`;
    }
    return seen === undefined
      ? `fires with ${label(model)}`
      : `is ${span(estimates(seen), "ms")} late with ${label(model)}`;
  });
  const never = starved.filter(isNever).length;
  return [
    {
      kind: "delays",
      figure: never > 0 ? "∞" : duration(Math.max(0, ...[...late.values()].flatMap(estimates))),
      text: `${named(example.id, one.input)}: until the cap ends it, a timer ${listed(clauses)}.`,
      evidence: starved
        .map(
          ({ model, runtimes }) =>
            `${label(model)}: never within the cap in ${runtimes.map(({ name, never, forks }) => `${never} of ${counted(forks, "fork")} on ${name}`).join(", ")}`,
        )
        .join("; "),
      anchor: one.anchor,
    },
  ];
}

function fairness(example: ExampleStory, one: CaseStory, told: Told): readonly Finding[] {
  const jain = seenBy(one, told, (read) => read("jain"));
  if (jain.length === 0) return [];
  const all = jain.flatMap(estimates);
  return [
    {
      kind: "delays",
      figure: span(all, ""),
      text: `${named(example.id, one.input)}: how equal turns are (Jain’s index: 1 where all have as many) is ${listed(jain.map((seen) => `${span(estimates(seen), "")} with ${label(seen.model)}`))}.`,
      evidence: evidenceOf(jain, "", "median of the forks"),
      anchor: one.anchor,
    },
  ];
}

function kneesOf(example: ExampleStory, told: Told): Finding[] {
  const { id, knees, anchor } = example;
  return [...Map.groupBy(knees, ({ sweep, metric }) => JSON.stringify([sweep, metric])).values()].flatMap(
    (family) => {
      const [first] = family;
      const metric = told.summary.metrics.find((one) => one.id === first?.metric);
      if (first === undefined || metric === undefined) return [];
      // Of a sweep with holes, or with too few forks for any claim, there is nothing to say.
      if (family.every(({ certainty }) => certainty === 0)) return [];
      const swept = example.cases.filter(({ sweep }) => sweep?.name === first.sweep);
      const show = (value: number) => `${digits(value)} ${label(first.unit, 20)}`.trim();
      const clauses = told.models.flatMap((model) => {
        const own = family.filter((one) => one.model === model);
        const asked = runtimesOf(swept, model);
        return own.length === 0 && asked === 0 ? [] : [clauseOf(model, own, asked, show)];
      });
      const known = family.filter((one) => one.certainty >= sure && one.held === "until");
      const ends = known.map(({ at }) => at.estimate);
      return [
        {
          kind: "knee" as const,
          figure:
            ends.length === 0
              ? "?"
              : [...new Set([show(Math.min(...ends)), show(Math.max(...ends))])].join(" – "),
          text: `${label(id)}: along “${label(first.parameter, 100)}”${circumstances(swept)}, ${lower(label(metric.title, 60))} stays within ${figure(first.limit, metric.unit)} ${listed(clauses)}.`,
          evidence: [
            ...family.map((one) => `${label(one.model)} on ${nameOf(one.runtime, told)} ${endOf(one, show)}`),
            ...senderOf(swept, id),
          ].join("; "),
          anchor,
        },
      ];
    },
  );
}

/** In how many runtimes a model could be measured at all. */
function runtimesOf(cases: readonly CaseStory[], model: string): number {
  const cells = cases.flatMap((one) => one.cells);
  const able = cells.filter((one) => one.model === model && one.state !== "unsupported");
  return new Set(able.map(({ runtime }) => runtime)).size;
}

/** Where one curve passes its limit, as evidence says it. */
function endOf({ held, at, certainty }: KneeSummary, show: (value: number) => string): string {
  if (certainty === 0) return "not measured by enough forks at each value";
  const where = held === "until" ? `${show(at.estimate)} (${show(at.low)} to ${show(at.high)})` : held;
  return `${where}, ${Math.floor(certainty * 100)} % of resamples`;
}

/** For how long requests came, where a case says that: a queue that grows passes a limit sooner or later. */
function circumstances(cases: readonly CaseStory[]): string {
  const lengthsMs = cases.flatMap(({ value }) => {
    const { requests, requestsPerSecond } = (value ?? {}) as Readonly<Record<string, unknown>>;
    return typeof requests === "number" && typeof requestsPerSecond === "number" && requestsPerSecond > 0
      ? [(requests * 1_000) / requestsPerSecond]
      : [];
  });
  return lengthsMs.length === 0 ? "" : `, for bursts of ${span(lengthsMs, "ms")}, one pattern of arrivals`;
}

/** How late those were who sent the requests: their lateness is part of what was measured. */
function senderOf(cases: readonly CaseStory[], example: string): readonly string[] {
  const late = cases
    .flatMap(({ cells }) => cells)
    .flatMap(({ summary }) => summary?.figures[`${example}/sender-late-p99`]?.median ?? []);
  return late.length === 0
    ? []
    : [
        `the sender was late by at most ${duration(Math.max(...late))} (99th percentile, median of the forks)`,
      ];
}

function clauseOf(
  name: string,
  own: readonly KneeSummary[],
  asked: number,
  show: (value: number) => string,
): string {
  const model = label(name);
  const known = own.filter(({ certainty }) => certainty >= sure);
  if (known.length < asked || known.length === 0) return `not surely told with ${model}`;
  if (known.every(({ held }) => held === "throughout")) {
    return `throughout (to ${show(Math.min(...known.map(({ at }) => at.estimate)))}) with ${model}`;
  }
  if (known.every(({ held }) => held === "nowhere")) return `nowhere with ${model}`;
  const ends = known.flatMap(({ held, at }) => (held === "until" ? [at.estimate] : []));
  const others = ["throughout", "nowhere"].filter((held) => known.some((one) => one.held === held));
  if (ends.length === 0) return `${others.join(" or ")}, by runtime, with ${model}`;
  const [low, high] = [show(Math.min(...ends)), show(Math.max(...ends))];
  const or = others.length === 0 ? "" : ` (or ${others.join(" or ")}, by runtime)`;
  return `until ${low === high ? low : `${low} to ${high}`}${or} with ${model}`;
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
