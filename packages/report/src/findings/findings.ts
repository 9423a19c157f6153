// Sentences written from the evidence by rules, a file a rule. A rule speaks only where the verdicts carry it; what the
// forks do not show is counted, and comes last.
import { type Topic, topicOf, topics } from "../answers/topics.ts";
import type { CaseStory, ExampleStory, Finding, Material, Weighed } from "../model.ts";
import { crossovers } from "./crossovers.ts";
import { betweenInputs } from "./inputs.ts";
import { delay, memory, models, primary } from "./models.ts";
import { modes } from "./modes.ts";
import { open } from "./open.ts";
import type { Pairs } from "./pairs.ts";
import { processor } from "./processor.ts";
import { fromReadings } from "./readings.ts";
import { runtimes } from "./runtimes.ts";
import { same } from "./same.ts";
import { scalings } from "./scalings.ts";
import { speedUps } from "./speed-ups.ts";
import { troubles } from "./troubles.ts";

/** At most this many of each kind to a question: a reader wants the ones that matter. */
const most = 3;

/** What the evidence of a run shows: what is wrong, then question by question, the weightiest of each kind first. */
export function findingsOf(material: Material, pairs: Pairs): Finding[] {
  const cases = material.examples.flatMap((example) => example.cases.map((one) => ({ example, one })));
  const unswept = cases.filter(({ one }) => one.sweep === undefined);
  const ofExamples = (rule: (example: ExampleStory) => readonly Finding[]) =>
    material.examples.flatMap((example) =>
      rule(example).map((finding) => ({ topic: topicOf(example.id, ""), ...finding })),
    );
  const ofCases = (rule: (example: ExampleStory, one: CaseStory) => readonly Weighed[], fixed?: Topic) => {
    const found = unswept.flatMap(({ example, one }) =>
      rule(example, one).map(({ weight, finding }) => ({
        weight,
        finding: { topic: fixed ?? topicOf(example.id, one.input), ...finding },
      })),
    );
    return [...Map.groupBy(found, ({ finding }) => finding.topic).values()].flatMap(ranked);
  };
  const found = [
    ...ofExamples((example) => betweenInputs(example, material)),
    ...ofExamples((example) => fromReadings(example, material)),
    ...ofExamples((example) => speedUps(example, material)),
    ...ofExamples((example) => scalings(example, material)),
    ...ofExamples((example) => crossovers(example, material, pairs)),
    ...ofCases((example, one) => models(example, one, material, pairs, primary)),
    ...ofCases((example, one) => runtimes(example, one, material, pairs), "moving"),
    ...ofCases((example, one) => processor(example, one, material, pairs)),
    ...ofCases((example, one) => models(example, one, material, pairs, memory), "memory"),
    ...ofCases((example, one) => models(example, one, material, pairs, delay)),
    ...ofCases((example, one) => modes(example, one, material)),
  ];
  return [
    ...troubles(material),
    ...(Object.keys(topics) as Topic[]).flatMap((topic) => found.filter((one) => one.topic === topic)),
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
