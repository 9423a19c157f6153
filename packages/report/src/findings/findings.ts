// Sentences written from the evidence by rules, a file a rule. A rule speaks only where the verdicts carry it; what the
// forks do not show is counted, and comes last.
import type { Finding, Material, Weighed } from "../model.ts";
import { crossovers } from "./crossovers.ts";
import { betweenInputs } from "./inputs.ts";
import { delay, memory, models, primary } from "./models.ts";
import { open } from "./open.ts";
import { Pairs } from "./pairs.ts";
import { processor } from "./processor.ts";
import { fromReadings } from "./readings.ts";
import { runtimes } from "./runtimes.ts";
import { same } from "./same.ts";
import { scalings } from "./scalings.ts";
import { speedUps } from "./speed-ups.ts";
import { troubles } from "./troubles.ts";

/** At most this many of each kind: a reader wants the ones that matter. */
const most = 6;

/** What the evidence of a run shows, the weightiest of each kind first. */
export function findingsOf(material: Material): Finding[] {
  const pairs = new Pairs(material);
  const cases = material.examples.flatMap((example) => example.cases.map((one) => ({ example, one })));
  const unswept = cases.filter(({ one }) => one.sweep === undefined);
  return [
    ...troubles(material),
    ...betweenInputs(material),
    ...fromReadings(material),
    ...material.examples.flatMap((example) => speedUps(example, material)),
    ...material.examples.flatMap((example) => scalings(example, material)).slice(0, most),
    ...material.examples.flatMap((example) => crossovers(example, material, pairs)).slice(0, most),
    ...ranked(unswept.flatMap(({ example, one }) => models(example, one, material, pairs, primary))),
    ...ranked(unswept.flatMap(({ example, one }) => runtimes(example, one, material, pairs))),
    ...ranked(unswept.flatMap(({ example, one }) => processor(example, one, material, pairs))),
    ...ranked(unswept.flatMap(({ example, one }) => models(example, one, material, pairs, memory))),
    ...ranked(unswept.flatMap(({ example, one }) => models(example, one, material, pairs, delay))),
    ...same(unswept, pairs, material.summary.band),
    ...open(material.summary),
  ];
}

function ranked(weighed: readonly Weighed[]): Finding[] {
  return weighed
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, most)
    .map(({ finding }) => finding);
}
