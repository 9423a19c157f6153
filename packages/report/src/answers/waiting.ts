// Tasks that wait: for a timer, a file, another program, another machine. What counts is when the caller can go on, and so
// the time of the whole call, whatever an example is read by first. A service is called by others, when they will: of it, what
// its own primary figure says, the latency of a request.
import type { Pairs } from "../findings/pairs.ts";
import type { Answer, Material } from "../model.ts";
import { timeOf } from "./sentence.ts";
import { byTime, casesOf } from "./time.ts";
import { alongside } from "./topics.ts";

export function waiting(material: Material, pairs: Pairs): Answer | undefined {
  const wall = material.summary.metrics.find(({ id }) => id === "wallMs");
  return byTime("waiting", casesOf("waiting", material), material, pairs, ({ example }) =>
    alongside.has(example.id) ? timeOf(example.primary) : wall,
  );
}
