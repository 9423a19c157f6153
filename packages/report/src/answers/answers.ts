// The first screen of a report: which model, which runtime. A file a question; each is left out where a run has no
// evidence for it.
import type { Pairs } from "../findings/pairs.ts";
import type { Answer, Material } from "../model.ts";
import { computing } from "./computing.ts";
import { coordinating } from "./coordinating.ts";
import { memory } from "./memory.ts";
import { moving } from "./moving.ts";
import { own } from "./own.ts";
import { type Standings, standingsOf } from "./tally.ts";
import { answeringCases } from "./topics.ts";
import { waiting } from "./waiting.ts";

const questions = [waiting, computing, coordinating, own, memory, moving];

/** What a run answers, in the order of the questions. */
export function answersOf(material: Material, pairs: Pairs): Answer[] {
  return questions.flatMap((question) => question(material, pairs) ?? []);
}

/** How each model and each runtime stands over all cases, by the primary figure of each example. */
export function overallOf(
  material: Material,
  pairs: Pairs,
): readonly [models: Standings, runtimes: Standings] {
  const cases = answeringCases(material);
  const by = (side: "model" | "runtime") =>
    standingsOf(side, cases, material, pairs, ({ example }) => example.primary);
  return [by("model"), by("runtime")];
}
