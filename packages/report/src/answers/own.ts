// Examples that are not this project's: what they ask nobody knows here, and what they take is measured all the same.
import type { Pairs } from "../findings/pairs.ts";
import type { Answer, Material } from "../model.ts";
import { byTime, casesOf } from "./time.ts";

export function own(material: Material, pairs: Pairs): Answer | undefined {
  return byTime("own", casesOf("own", material), material, pairs);
}
