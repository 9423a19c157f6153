// Tasks that wait for one another: queues, locks, limits, hand-overs, shutdown.
import type { Pairs } from "../findings/pairs.ts";
import type { Answer, Material } from "../model.ts";
import { byTime, casesOf } from "./time.ts";

export function coordinating(material: Material, pairs: Pairs): Answer | undefined {
  return byTime("coordinating", casesOf("coordinating", material), material, pairs);
}
