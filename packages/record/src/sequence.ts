// The part of a plan that determines when its rounds end: the comparisons, the schedule of looks, and their decisions.
import * as Schema from "effect/Schema";

/** One comparison of the plan, as found by a look. */
export const PlannedDecision = Schema.Struct({
  /** Indices into the plan's cells. */
  a: Schema.Int,
  b: Schema.Int,
  /** The statistics' verdict: `different`, `equivalent`, `close`, `inconclusive`, … */
  verdict: Schema.String,
  /** Why it ended: a verdict, `futile`, `lastLook`, `notCompared`; left out while it is open. */
  stop: Schema.optionalKey(Schema.String),
  /** The rounds it uses. */
  rounds: Schema.Int,
});
export type PlannedDecision = typeof PlannedDecision.Type;

/** Everything but `decisions` and `ended` is fixed before the first fork. */
export const Sequence = Schema.Struct({
  /** Forks of each cell after which comparisons are looked at, ascending; the last is the maximum. */
  looks: Schema.Array(Schema.Int),
  /** The two-sided level that each look tests at. */
  level: Schema.Finite,
  /** Each look's interval holds the ratios that a test at this level does not reject. */
  intervalLevel: Schema.Finite,
  /** The range that counts as equivalent. */
  band: Schema.Finite,
  /** Whether `close` ends a comparison. */
  stopsAtClose: Schema.Boolean,
  /** The comparisons: pairs of indices into the plan's cells. */
  asked: Schema.Array(Schema.Tuple([Schema.Int, Schema.Int])),
  /** After the first look, only rounds are run that end within this time, in milliseconds. */
  limitMs: Schema.optionalKey(Schema.Finite),
  /** The results of the last look, in the order of `asked`. */
  decisions: Schema.optionalKey(Schema.Array(PlannedDecision)),
  /** Why no more rounds follow: nothing is open, the last look was reached, or the next one takes too long. */
  ended: Schema.optionalKey(Schema.Literals(["decided", "lastLook", "time"])),
});
export type Sequence = typeof Sequence.Type;

/**
 * A sequence with its cells renumbered.
 *
 * @param placeOf the new index of a cell; undefined drops the cell and its comparisons.
 */
export function movedSequence(
  { asked, decisions, ...sequence }: Sequence,
  placeOf: (index: number) => number | undefined,
): Sequence {
  return {
    ...sequence,
    asked: asked.flatMap(([a, b]): [number, number][] => {
      const [toA, toB] = [placeOf(a), placeOf(b)];
      return toA === undefined || toB === undefined ? [] : [[toA, toB]];
    }),
    ...(decisions === undefined
      ? {}
      : {
          decisions: decisions.flatMap(({ a, b, ...decision }) => {
            const [toA, toB] = [placeOf(a), placeOf(b)];
            return toA === undefined || toB === undefined ? [] : [{ a: toA, b: toB, ...decision }];
          }),
        }),
  };
}

/**
 * One sequence for merged runs whose cells are in one list already; undefined if one of them has none. A comparison
 * that occurs in several is kept once. The looks are those of the one that has most, and the level is the lowest: then
 * nothing is called different that its own plan would not have called so.
 */
export function joinedSequence(sequences: readonly (Sequence | undefined)[]): Sequence | undefined {
  const [first] = sequences;
  if (first === undefined || sequences.some((one) => one === undefined)) return undefined;
  const all = sequences as readonly Sequence[];
  const once = <A>(values: readonly A[], keyOf: (value: A) => string) =>
    [...new Map(values.toReversed().map((value) => [keyOf(value), value])).values()].toReversed();
  const most = all.reduce((one, other) => (other.looks.length > one.looks.length ? other : one));
  const { limitMs: _, ended: __, decisions: ___, ...design } = most;
  const ends = new Set(all.map(({ ended }) => ended));
  const [ended] = ends;
  return {
    ...design,
    level: Math.min(...all.map(({ level }) => level)),
    asked: once(
      all.flatMap(({ asked }) => asked),
      ([a, b]) => `${a} ${b}`,
    ),
    ...(all.every(({ decisions }) => decisions !== undefined)
      ? {
          decisions: once(
            all.flatMap(({ decisions = [] }) => decisions),
            ({ a, b }) => `${a} ${b}`,
          ),
        }
      : {}),
    ...(ends.size === 1 && ended !== undefined ? { ended } : {}),
  };
}
