// How the engines log their garbage collections, and the two marks between which they are counted.

/** What a log has of garbage collections between its marks. */
export interface LoggedCollections {
  readonly count: number;
  /** How long they stopped the program. */
  readonly pauseMs: number;
}

/**
 * The log of V8's `--trace-gc`: `[1:0x1] 44 ms: Scavenge 4.8 (4.9) -> 4.3 (5.6) MB, pooled: 0.0 MB, 3.20 / 0.00 ms … allocation
 * failure`. A mark is a minor collection that the program asked for: `Scavenge … testing`.
 *
 * @returns undefined if the marks are not there.
 */
export function readV8Collections(text: string): LoggedCollections | undefined {
  const lines = text.split("\n");
  const marks = lines.flatMap((line, i) => (/ ms: Scavenge .* testing;/.test(line) ? [i] : []));
  const [begin, end] = marks.slice(-2);
  if (begin === undefined || end === undefined) return undefined;
  const pauses = lines.slice(begin + 1, end).flatMap((line) => {
    const [, ms] =
      /\d+ ms: .*?-> [\d.]+ \([\d.]+\) MB,(?: pooled: [\d.]+ MB,)? ([\d.]+) \/ /.exec(line) ?? [];
    return ms === undefined ? [] : [Number(ms)];
  });
  return { count: pauses.length, pauseMs: sumOf(pauses) };
}

/**
 * The log of JavaScriptCore's `logGC=1`: each pause has its `p=2.67ms`, and the last of a collection ends with `END]`. A mark is
 * a line that the program wrote.
 *
 * @returns undefined if the marks are not there.
 */
export function readJscCollections(text: string): LoggedCollections | undefined {
  const [, between, ...rest] = text.split("byturnsCollectionsMark\n");
  if (between === undefined || rest.length !== 1) return undefined;
  const pauses = Array.from(between.matchAll(/\bp=([\d.]+)ms/g), ([, ms]) => Number(ms));
  return { count: between.split(" END]").length - 1, pauseMs: sumOf(pauses) };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
