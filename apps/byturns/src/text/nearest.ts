// Suggestions for a mistyped name.
import { distance } from "fastest-levenshtein";
import { Usage } from "./errors.ts";

/** The known names closest to the given one, closest first; at most three, or none. */
export function nearest(given: string, known: readonly string[]): string[] {
  const wanted = given.toLowerCase();
  const most = Math.max(2, Math.floor(wanted.length / 3));
  return known
    .map((name) => ({ name, far: farness(wanted, name.toLowerCase()) }))
    .filter(({ far }) => far <= most)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);
}

function farness(wanted: string, name: string): number {
  // A part of a name is a good guess: "after" for "say-after".
  if (wanted.length >= 3 && name.includes(wanted)) return 1;
  return distance(wanted, name);
}

/**
 * Returns the name if it is known.
 *
 * @param kind the kind of thing named: `example`.
 * @throws Usage when it is unknown, with the closest known names, or all.
 */
export function known(kind: string, given: string, names: readonly string[]): string {
  if (names.includes(given)) return given;
  const near = nearest(given, names);
  const hint =
    near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `There are: ${names.join(", ") || "none"}.`;
  throw new Usage(`There is no ${kind} "${given}". ${hint}`);
}

/** A flag's values, repeated or comma-separated; `all` is every known name, and none means the usual ones. */
export function knownAll(
  kind: string,
  given: readonly string[],
  names: readonly string[],
  usual: readonly string[] = names,
): string[] {
  const wanted = split(given);
  if (wanted.length === 0) return [...usual];
  if (wanted.includes("all")) return [...names];
  return [...new Set(wanted.map((name) => known(kind, name, names)))];
}

/** `["a,b", "c"]` as `["a", "b", "c"]`. */
export function split(given: readonly string[]): string[] {
  return given.flatMap((value) => value.split(",")).filter((value) => value !== "");
}
