// Tasks that wait: for a timer, a file, another program, another machine. What counts is when the caller can go on, and so
// the time of the whole call, whatever an example is read by first.
import type { Pairs } from "../findings/pairs.ts";
import type { Answer, Material } from "../model.ts";
import { byTime, casesOf } from "./time.ts";

export function waiting(material: Material, pairs: Pairs): Answer | undefined {
  const wall = material.summary.metrics.find(({ id }) => id === "wallMs");
  return byTime("waiting", casesOf("waiting", material), material, pairs, () => wall);
}
