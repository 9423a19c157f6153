// Counts what a call does, separately for each of several warm calls.
import type { Counters, OpenExample } from "@byturns/context";
import type { Counts } from "@byturns/record/protocol";
import type { Outputs } from "../outputs.ts";

/** Calls made before the first counted one, so that one-time setup is not counted. */
const warmUpCalls = 3;
/** Calls that are counted, each separately. */
const countedCalls = 5;

/**
 * Makes some calls and counts what each of them does.
 *
 * Subtracts the cost of awaiting an empty async function, so that the counts are the example's alone.
 */
export async function countCalls(
  open: Pick<OpenExample, "run">,
  input: unknown,
  counters: readonly Counters[],
  outputs: Outputs,
): Promise<Counts> {
  for (let i = 0; i < warmUpCalls; i++) outputs.add(await open.run(input));
  const nothing = async (_: unknown): Promise<unknown> => undefined;
  // Twice: one-time work of the first, for example creating a reader, is not counted.
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
