// Makes so many calls and nothing else: what they do is counted from outside the process.
import type { OpenExample } from "@byturns/context";
import { type Measured, summarize } from "./measure.ts";
import type { Outputs } from "./outputs.ts";

/**
 * Makes exactly `calls` calls, one after another. Two processes that make more and fewer differ in warm calls alone: nothing is
 * read between them, no garbage is collected on purpose, and only the first and the last output are kept.
 *
 * @param calls >= 1.
 */
export async function repeatCalls(
  open: Pick<OpenExample, "run">,
  input: unknown,
  calls: number,
  outputs: Outputs,
): Promise<Measured> {
  const firstMs = performance.now();
  outputs.add(await open.run(input));
  const firstCallMs = performance.now() - firstMs;
  let output: unknown;
  for (let i = 1; i < calls; i++) output = await open.run(input);
  if (calls > 1) outputs.add(output, true);
  const meanMs = (performance.now() - firstMs) / calls;
  return { firstCallMs, wall: summarize(Float64Array.of(meanMs)), calls, cpuUserMs: 0, cpuSystemMs: 0 };
}
