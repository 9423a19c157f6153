// What the three questions of time share: models by the primary figure of the examples that answer to it.
import type { MetricFacts } from "@byturns/statistics";
import type { Pairs } from "../findings/pairs.ts";
import type { Answer, Material } from "../model.ts";
import { answerFrom, timeOf } from "./sentence.ts";
import { standingsOf } from "./tally.ts";
import { answeringCases, type CaseOf, type Topic, topicOf } from "./topics.ts";

/** Cases of one question. */
export function casesOf(topic: Topic, material: Material): CaseOf[] {
  return answeringCases(material).filter(({ example, one }) => topicOf(example.id, one.input) === topic);
}

/**
 * With which model the examples of a question take longer than with another.
 *
 * @param metricOf what of a case is its time. Default: the primary figure of its example, where that is a time.
 */
export function byTime(
  topic: Topic,
  cases: readonly CaseOf[],
  material: Material,
  pairs: Pairs,
  metricOf: (one: CaseOf) => MetricFacts | undefined = ({ example }) => timeOf(example.primary),
): Answer | undefined {
  const standings = standingsOf("model", cases, material, pairs, metricOf);
  return answerFrom(topic, "Slower than another model", standings);
}
