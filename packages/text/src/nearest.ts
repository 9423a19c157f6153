// Suggestions for a mistyped name.
import { distance } from "fastest-levenshtein";

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
