// Which measured sources differ between two records.
import type { MeasuredSources } from "./environment.ts";

/** How many names a message lists. */
const mostNamed = 8;

/**
 * Why two records are not of the same sources, as the end of a sentence; undefined if they are, or if one of them does
 * not say what it measured and neither differed from its commit.
 *
 * @example
 * ```ts
 * whySourcesDiffer({ fingerprint: "a", sources: { "fib.ts": "1" } }, { fingerprint: "b", sources: { "fib.ts": "2" } });
 * // "fib.ts differs"
 * ```
 */
export function whySourcesDiffer(one: MeasuredSources, other: MeasuredSources): string | undefined {
  if (one.fingerprint === undefined || other.fingerprint === undefined) {
    // A commit does not identify sources that differed from it.
    const isDirty = one.dirty === true || other.dirty === true;
    return isDirty ? "sources that differed from their commit were measured, and not recorded" : undefined;
  }
  if (one.fingerprint === other.fingerprint) return undefined;
  const [before, after] = [one.sources, other.sources];
  if (before === undefined || after === undefined)
    return `their fingerprints are ${one.fingerprint} and ${other.fingerprint}`;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => before[name] !== after[name],
  );
  const more = names.length - mostNamed;
  const listed = names.slice(0, mostNamed).join(", ");
  if (more > 0) return `${listed} and ${more} more differ`;
  return `${listed} ${names.length === 1 ? "differs" : "differ"}`;
}
