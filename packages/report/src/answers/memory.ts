// What a process has resident at its peak, whatever its tasks do.
import type { Pairs } from "../findings/pairs.ts";
import type { Answer, Material } from "../model.ts";
import { answerFrom } from "./sentence.ts";
import { standingsOf } from "./tally.ts";
import { answeringCases } from "./topics.ts";

export function memory(material: Material, pairs: Pairs): Answer | undefined {
  const peak = material.summary.metrics.find(({ id }) => id === "peakRssBytes");
  const standings = standingsOf("model", answeringCases(material), material, pairs, () => peak);
  return answerFrom(
    "memory",
    "More memory at the peak than another model",
    standings,
    "A peak is the whole process’s, with the libraries that it has loaded.",
  );
}
