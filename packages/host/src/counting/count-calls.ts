// Counts what a call does: each of some warm calls by itself.
import type { Counters, OpenExample } from "@byturns/context";
import type { Counts } from "@byturns/record/protocol";
import type { Outputs } from "../outputs.ts";

/** So many calls are made before one is counted: what the first ones do once is not what a call does. */
const warmUpCalls = 3;
/** So many calls are counted, each by itself. */
const countedCalls = 5;

/**
 * Makes some calls, and counts what each of them does.
 *
 * What awaiting an async function that does nothing costs is taken off, so that the counts are those of the example.
 */
export async function countCalls(
  open: Pick<OpenExample, "run">,
  input: unknown,
  counters: readonly Counters[],
  outputs: Outputs,
): Promise<Counts> {
  for (let i = 0; i < warmUpCalls; i++) outputs.add(await open.run(input));
  const nothing = async (_: unknown): Promise<unknown> => undefined;
  // Twice: what the first does once, such as making a reader, counts for nobody.
  await once(nothing);
  const own = await once(nothing);
  const counts: Record<string, number[]> = Object.fromEntries(Object.keys(own).map((name) => [name, []]));
  for (let i = 0; i < countedCalls; i++) {
    const seen = await once((input) => open.run(input));
    for (const [name, count] of Object.entries(seen)) counts[name]?.push(count - (own[name] ?? 0));
  }
  return counts;

  async function once(call: (input: unknown) => Promise<unknown>): Promise<Record<string, number>> {
    const before = read();
    const output = await call(input);
    const after = read();
    if (call !== nothing) outputs.add(output, true);
    return Object.fromEntries(
      Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]),
    );
  }

  function read(): Record<string, number> {
    return Object.assign({}, ...counters.map((one) => one.read()));
  }
}
