// What examples saw that measure something themselves: who waits for whom, what starves, and until where a service
// holds its latency. A rule speaks only of models that enough forks were made of.
import { claimOf, type Interval, medianInterval } from "@byturns/statistics";
import { counted, duration, figure, listed } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { CaseStory, CellStory, ExampleStory, Finding, Material } from "../model.ts";
import { kneesOf } from "./knees.ts";
import { find, named } from "./naming.ts";
import { span } from "./span.ts";

/** What the readings of an example show. */
export function fromReadings(example: ExampleStory, material: Material): Finding[] {
  return [
    ...example.cases.flatMap((one) =>
      one.sweep === undefined ? (rules.get(example.id)?.(example, one, material) ?? []) : [],
    ),
    ...kneesOf(example, material),
  ];
}

type Rule = (example: ExampleStory, one: CaseStory, material: Material) => readonly Finding[];

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
function seenBy(one: CaseStory, material: Material, of: (reading: (id: string) => number) => number): Seen[] {
  return material.models.flatMap((model) => {
    const runtimes = material.runtimes.flatMap(({ id, name }) => {
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

function heartbeat(example: ExampleStory, one: CaseStory, material: Material): readonly Finding[] {
  const shares = seenBy(one, material, (read) => read("gap-max") / read("hog"));
  const delays = seenBy(one, material, (read) => read("delay-max"));
  const [first] = delays;
  // Without hogs there is nobody to wait for.
  if (first === undefined || shares.length !== delays.length) return [];
  const hogs = seenBy(one, material, (read) => read("hog"));
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
      text: `${named(example.id, one.input)}: while another task computes for ${span(hogs.flatMap(estimates), "ms")}, a beat waits ${listed(clauses)}.`,
      evidence: evidenceOf(delays, "ms", "the longest delay of a beat, median of the forks"),
      anchor: one.anchor,
    },
  ];
}

function starvation(example: ExampleStory, one: CaseStory, material: Material): readonly Finding[] {
  const starved = material.models.flatMap((model) => {
    const runtimes = material.runtimes.flatMap(({ id, name }) => {
      const values = perFork(find(one, model, id), (read) => read("starved"));
      const never = values.filter((value) => value === 1).length;
      return claimOf(values.length) === "correctness" ? [] : [{ name, never, forks: values.length }];
    });
    return runtimes.length === 0 ? [] : [{ model, runtimes }];
  });
  const late = new Map(seenBy(one, material, (read) => read("late")).map((seen) => [seen.model, seen]));
  if (starved.length === 0) return [];
  const isNever = ({ runtimes }: (typeof starved)[number]) =>
    runtimes.every(({ never, forks }) => never === forks);
  const clauses = starved.map((one) => {
    const { model, runtimes } = one;
    const seen = late.get(model);
    if (isNever(one)) return `did not fire within the cap with ${label(model)}`;
    const some = runtimes.filter(({ never }) => never > 0);
    if (some.length > 0) {
      const places = some.map(({ name, never, forks }) => `${never} of ${counted(forks, "fork")} on ${name}`);
      return `did not fire within the cap in ${listed(places)} with ${label(model)}`;
    }
    return seen === undefined
      ? `fired with ${label(model)}`
      : `was ${span(estimates(seen), "ms")} late with ${label(model)}`;
  });
  const never = starved.filter(isNever).length;
  return [
    {
      kind: "delays",
      figure: never > 0 ? "∞" : duration(Math.max(0, ...[...late.values()].flatMap(estimates))),
      text: `${named(example.id, one.input)}: the timer ${listed(clauses)}.`,
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

function fairness(example: ExampleStory, one: CaseStory, material: Material): readonly Finding[] {
  const jain = seenBy(one, material, (read) => read("jain"));
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
