// A change since a baseline, as lines.
import type { Change } from "@byturns/order";

/** What changed, with the runtime's versions, and below it what was always so and is no longer. */
export function describeChange({ probe, kind, runtime, before, after, lost }: Change): string {
  const verdict = before.verdict === after.verdict ? "" : `: ${before.verdict} before, ${after.verdict} now`;
  const head = `${probe} (${kind}), ${runtime} ${before.version} → ${after.version}${verdict}`;
  return [head, ...lost.map((line) => `  ${line}`)].join("\n");
}
