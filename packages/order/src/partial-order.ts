// From sequences to what can be said about any two marks: always in one order, or varying.
import type { Frequency } from "./observe.ts";
import type { Seen } from "./probe.ts";

/** Two marks and how often each came first; a mark that never came comes last. */
export interface Pair {
  readonly first: string;
  readonly second: string;
  /** Runs in which `first` came before `second`, or without it. */
  readonly inOrder: number;
  /** Runs in which `second` came before `first`, or without it. */
  readonly reversed: number;
}

/** The marks of all sequences, in the order of the most frequent sequence that has them. */
export function marksOf(frequencies: readonly Frequency[]): readonly string[] {
  return [...new Set(frequencies.flatMap(({ sequence }) => sequence))];
}

/** Every two marks once; `first` is the one that came first more often. */
export function pairsOf(frequencies: readonly Frequency[]): readonly Pair[] {
  const marks = marksOf(frequencies);
  const pairs: Pair[] = [];
  marks.forEach((a, i) => {
    for (const b of marks.slice(i + 1)) {
      const { inOrder, reversed } = countOrder(frequencies, a, b);
      if (inOrder >= reversed) pairs.push({ first: a, second: b, inOrder, reversed });
      else pairs.push({ first: b, second: a, inOrder: reversed, reversed: inOrder });
    }
  });
  return pairs;
}

/** In how many runs `a` came before `b` or without it, and the other way round. */
export function countOrder(
  frequencies: readonly Frequency[],
  a: string,
  b: string,
): { readonly inOrder: number; readonly reversed: number } {
  let inOrder = 0;
  let reversed = 0;
  for (const { sequence, count } of frequencies) {
    const atA = sequence.indexOf(a);
    const atB = sequence.indexOf(b);
    if (atA === atB) continue;
    if (atB < 0 || (atA >= 0 && atA < atB)) inOrder += count;
    else reversed += count;
  }
  return { inOrder, reversed };
}

/** What claims are held against. */
export function seenOf(frequencies: readonly Frequency[]): Seen {
  const runs = frequencies.reduce((sum, { count }) => sum + count, 0);
  return {
    runs,
    share: (first, second) => {
      const { inOrder, reversed } = countOrder(frequencies, first, second);
      return inOrder + reversed === 0 ? 0 : inOrder / (inOrder + reversed);
    },
    came: (mark) =>
      runs === 0
        ? 0
        : frequencies.reduce((sum, { sequence, count }) => sum + (sequence.includes(mark) ? count : 0), 0) /
          runs,
  };
}
