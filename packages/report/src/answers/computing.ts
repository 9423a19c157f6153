// Tasks that hold a processor: how long the work takes, and for whom it is in the way.
import type { Pairs } from "../findings/pairs.ts";
import type { Answer, Material } from "../model.ts";
import { answerFrom, clausesOf, evidenceOf, timeOf } from "./sentence.ts";
import { standingsOf } from "./tally.ts";
import { byTime, casesOf } from "./time.ts";
import { alongside } from "./topics.ts";

export function computing(material: Material, pairs: Pairs): Answer | undefined {
  const cases = casesOf("computing", material);
  const isAlongside = ({ example }: (typeof cases)[number]) => alongside.has(example.id);
  const work = byTime(
    "computing",
    cases.filter((one) => !isAlongside(one)),
    material,
    pairs,
  );
  const others = standingsOf("model", cases.filter(isAlongside), material, pairs, ({ example }) =>
    timeOf(example.primary),
  );
  if (work === undefined)
    return answerFrom("computing", "Others wait longer than with another model", others);
  const clauses = clausesOf(others);
  if (clauses === undefined) return work;
  return {
    ...work,
    parts: [...work.parts, " Meanwhile others wait longer than with another model: ", ...clauses, "."],
    evidence: `${work.evidence} Of the waiting of others: ${evidenceOf(others)}`,
  };
}
