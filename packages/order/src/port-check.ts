// What will differ for a service that moves from one runtime to another: one finding a cause.
import type { Catalogue, Result, Row } from "./catalogue.ts";
import { type Cause, causeOf, usesShown } from "./causes.ts";
import { type Difference, differenceOf } from "./difference.ts";
import { newestOf } from "./versions.ts";

/** One row that the two runtimes answer differently. */
export interface RowDifference {
  readonly row: Row;
  readonly from: Result;
  readonly to: Result;
  readonly difference: Difference;
}

/** One probe that differs; the kinds in which it differs in the same way are one entry. */
export interface ProbeDifference {
  readonly probe: string;
  readonly title: string;
  readonly kinds: readonly Row["kind"][];
  /** Of the kind that most real programs are of, where that differs; otherwise of the first. */
  readonly shown: RowDifference;
}

/** One cause for which programs behave differently under the two runtimes. */
export interface PortFinding {
  /** Its id, or the probe's where a probe names no cause. */
  readonly id: string;
  readonly title: string;
  readonly cause?: Cause;
  /** What a program uses when it meets what differs between these two runtimes: paths as `sourceUses` finds them. */
  readonly uses: readonly string[];
  /**
   * Whether a program meets it that has loaded a module of Node, is CommonJS, or runs in a worker; so it is taken to do
   * where the probe was recorded as a bare ES module alone.
   */
  readonly meetsServices: boolean;
  /** The runtimes that keep less than a text promises in one of the rows that differ. */
  readonly departs: readonly string[];
  readonly likelihood: Row["relied"]["likelihood"];
  /** `breaks a promise`: kept here and broken there; `mends one`; `other`: no promise differs. */
  readonly promise: "breaks a promise" | "mends one" | "other";
  /** What differs most first. */
  readonly probes: readonly ProbeDifference[];
}

const likelihoods = ["often", "sometimes", "rarely"];
const promiseOrder = ["breaks a promise", "other", "mends one"];
const kindOrder = ["loaded", "commonjs", "worker", "module"];

/**
 * What differs between two runtimes, each at its newest version in the catalogue. First what a program meets that has
 * loaded a module of Node, then what code relies on most often, then what breaks a promise, then what differs most.
 *
 * @throws RangeError when the catalogue has no results of one of them.
 */
export function portCheck(catalogue: Catalogue, from: string, to: string): readonly PortFinding[] {
  for (const id of [from, to]) {
    if (!catalogue.targets.some((target) => target.id === id)) {
      throw new RangeError(`Cannot compare with "${id}": the catalogue has no results of it`);
    }
  }
  const differences = catalogue.rows.flatMap((row) => rowDifference(row, from, to));
  const triedOtherwise = new Set(
    catalogue.rows.flatMap(({ probe, kind }) => (kind === "module" ? [] : [probe])),
  );
  return [...Map.groupBy(differences, ({ row }) => row.cause ?? row.probe)]
    .map(([id, rows]) => findingOf(id, rows, triedOtherwise))
    .sort(
      (x, y) =>
        Number(y.meetsServices) - Number(x.meetsServices) ||
        likelihoods.indexOf(x.likelihood) - likelihoods.indexOf(y.likelihood) ||
        promiseOrder.indexOf(x.promise) - promiseOrder.indexOf(y.promise) ||
        size(y.probes[0]?.shown) - size(x.probes[0]?.shown),
    );
}

function rowDifference(row: Row, from: string, to: string): readonly RowDifference[] {
  const newest = newestOf(row.results);
  const a = newest.find(({ runtime }) => runtime === from);
  const b = newest.find(({ runtime }) => runtime === to);
  if (a === undefined || b === undefined) return [];
  const difference = differenceOf(a, b);
  return difference.disparities.length === 0 ? [] : [{ row, from: a, to: b, difference }];
}

function findingOf(
  id: string,
  rows: readonly RowDifference[],
  triedOtherwise: ReadonlySet<string>,
): PortFinding {
  const probes = [...Map.groupBy(rows, ({ row }) => row.probe).values()]
    .flatMap(byOutcome)
    .sort((a, b) => rank(a) - rank(b) || size(b.shown) - size(a.shown));
  const cause = rows[0]?.row.cause === undefined ? undefined : causeOf(id);
  const promises = rows.map(promiseOf);
  const results = rows.flatMap(({ from, to }) => [from, to]);
  return {
    id,
    title: cause?.title ?? rows[0]?.row.title ?? id,
    ...(cause === undefined ? {} : { cause }),
    uses:
      cause === undefined
        ? []
        : usesShown(
            cause,
            probes.map(({ probe }) => probe),
          ),
    meetsServices: rows.some(({ row }) => row.kind !== "module" || !triedOtherwise.has(row.probe)),
    departs: [...new Set(results.filter(departs).map(({ runtime }) => runtime))],
    likelihood: (likelihoods.find((one) => rows.some(({ row }) => row.relied.likelihood === one)) ??
      "rarely") as PortFinding["likelihood"],
    promise: promises.includes("breaks a promise")
      ? "breaks a promise"
      : promises.every((one) => one === "mends one")
        ? "mends one"
        : "other",
    probes,
  };
}

/** The rows of one probe, those with the same outcome as one. */
function byOutcome(rows: readonly RowDifference[]): readonly ProbeDifference[] {
  const outcome = ({ from, to }: RowDifference) =>
    JSON.stringify([from, to].map(({ frequencies }) => frequencies[0]?.sequence));
  return [...Map.groupBy(rows, outcome).values()].map((same) => {
    const sorted = same.toSorted((a, b) => kindOrder.indexOf(a.row.kind) - kindOrder.indexOf(b.row.kind));
    const [shown] = sorted as [RowDifference];
    return {
      probe: shown.row.probe,
      title: shown.row.title,
      kinds: sorted.map(({ row }) => row.kind),
      shown,
    };
  });
}

const departs = ({ verdict }: Result) => verdict === "broken" || verdict === "differs from Node";

function promiseOf({ from, to }: RowDifference): PortFinding["promise"] {
  if (departs(from) === departs(to)) return "other";
  return departs(to) ? "breaks a promise" : "mends one";
}

/** A probe that a service meets and code often relies on comes first. */
function rank({ kinds, shown }: ProbeDifference): number {
  return (
    (kinds.some((kind) => kind !== "module") ? 0 : 10) + likelihoods.indexOf(shown.row.relied.likelihood)
  );
}

function size(one: RowDifference | undefined): number {
  const first = one?.difference.disparities[0];
  return first === undefined ? 0 : Math.abs(first.left - first.right);
}
