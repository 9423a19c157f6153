// The same model of the same example under another runtime.
import type { Pairs } from "../findings/pairs.ts";
import type { Answer, Material } from "../model.ts";
import { answerFrom, timeOf } from "./sentence.ts";
import { standingsOf } from "./tally.ts";
import { answeringCases } from "./topics.ts";

export function moving(material: Material, pairs: Pairs): Answer | undefined {
  const standings = standingsOf("runtime", answeringCases(material), material, pairs, ({ example }) =>
    timeOf(example.primary),
  );
  return answerFrom(
    "moving",
    "Slower than another runtime",
    standings,
    "Only time is compared: what else behaves differently is not.",
  );
}
