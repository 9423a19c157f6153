// From observations to verdicts: against the promises, and across runtimes.
import { availableParallelism } from "node:os";
import { exactTest, holm } from "@byturns/statistics";
import type {
  AcrossVerdict,
  Catalogue,
  Filed,
  PromisedData,
  PromiseVerdict,
  Result,
  Row,
  Stability,
} from "./catalogue.ts";
import { differenceOf } from "./difference.ts";
import type { Frequency, Observed } from "./observe.ts";
import { pairsOf, seenOf } from "./partial-order.ts";
import { boundBy, type Claim, kindOfClaim, type Promised } from "./probe.ts";
import { showProgram } from "./program.ts";
import { upstreamOf } from "./upstream.ts";
import { compareVersions, newestOf } from "./versions.ts";

/**
 * Makes the catalogue of what was observed.
 *
 * A verdict against a promise is `broken` when one run did otherwise and the text binds the runtime; `differs from
 * Node` when it is the text of another runtime that one run did not follow. Across runtimes, `disagree` means that some two
 * marks came in one order in at least nine runs of ten under one runtime, and in the other order in nine of ten
 * under another (or a mark that came, or did not); `varies within one`, that there is no such pair, but some
 * pair came both ways under one runtime; `agree`, neither. A difference that chance could have made just as well
 * (p >= 0.05 by the exact test, corrected for all that were compared) is `too few runs`.
 *
 * @param stability how the verdicts of two passes compare, where there were two.
 */
export function judge(observed: readonly Observed[], stability?: Stability): Catalogue {
  const cells = Map.groupBy(observed, ({ probe, kind }) => `${probe.id} ${kind}`);
  const targets = new Map(
    observed.map(({ target: { id, version } }) => [`${id} ${version}`, { id, version }]),
  );
  return {
    format: 2,
    machine: { platform: `${process.platform}-${process.arch}`, cores: availableParallelism() },
    targets: [...targets.values()],
    rows: compareRuntimes([...cells.values()].map(judgeRow)),
    claims: [...Map.groupBy(observed, ({ probe }) => probe.id).values()].flatMap((seen) =>
      (seen[0]?.probe.claims ?? []).flatMap((claim) => fileClaim(claim, seen)),
    ),
    ...(stability === undefined ? {} : { stability }),
  };
}

/** A row before its runtimes are compared. */
export type Uncompared = Omit<Row, "across" | "chances">;

/** Compares the runtimes of each row, each at its newest version; the chances are corrected for all rows. */
export function compareRuntimes(rows: readonly Uncompared[]): readonly Row[] {
  const compared = rows.map((row) => {
    const newest = newestOf(row.results);
    const chances = twoByTwo(newest).map(([left, right]) => ({
      left: left.runtime,
      right: right.runtime,
      p: exactTest(keyed(left.frequencies), keyed(right.frequencies)),
    }));
    return { row, newest, chances };
  });
  const corrected = holm(compared.flatMap(({ chances }) => chances.map(({ p }) => p)));
  let next = 0;
  return compared.map(({ row, newest, chances: plain }) => {
    const chances = plain.map((chance) => ({ ...chance, p: corrected[next++] ?? 1 }));
    return { ...row, across: acrossOf(newest, chances), chances };
  });
}

function judgeRow(seen: readonly Observed[]): Uncompared {
  const [{ probe, kind }] = seen as [Observed];
  const promised = probe.promises.filter(({ kinds }) => kinds?.includes(kind) ?? true);
  const results = seen.map(
    (one): Result => ({
      runtime: one.target.id,
      version: one.target.version,
      frequencies: one.frequencies,
      failures: one.failures,
      ...judgeResult(promised, one.target.id, one),
    }),
  );
  return {
    id: rowId(probe.id, kind),
    probe: probe.id,
    kind,
    group: probe.group,
    title: probe.title,
    question: probe.question,
    models: probe.models,
    program: showProgram(probe, kind),
    promises: promised.map(dataOf),
    relied: probe.relied,
    ...(probe.cause === undefined ? {} : { cause: probe.cause }),
    results,
    upstream: upstreamOf(probe, kind, results),
  };
}

/** The id of a row, which no other program is ever given. */
export function rowId(probe: string, kind: string): string {
  return `${probe}/${kind}`;
}

/** What the texts say of one result: the verdict, and the promises that were broken or belong to another runtime. */
export function judgeResult(
  promised: readonly Promised[],
  runtime: string,
  { frequencies, failures }: Pick<Result, "frequencies" | "failures">,
): Pick<Result, "verdict" | "broken" | "differs"> {
  const departures = promised
    .map((promise, index) => ({ promise: index, count: countBroken(promise, frequencies) }))
    .filter(({ count }) => count > 0);
  const binds = ({ promise }: { readonly promise: number }) =>
    boundBy(promised[promise] as Promised)?.includes(runtime) ?? true;
  const broken = departures.filter(binds);
  const differs = departures.filter((one) => !binds(one));
  return { verdict: verdictOf(promised, { broken, differs, failures }), broken, differs };
}

function verdictOf(
  promised: readonly Promised[],
  { broken, differs, failures }: Pick<Result, "broken" | "differs" | "failures">,
): PromiseVerdict {
  if (failures.length > 0) return "failed";
  if (broken.length > 0) return "broken";
  if (differs.length > 0) return "differs from Node";
  return promised.some((promise) => !("open" in promise)) ? "kept" : "not promised";
}

/** In how many runs a promise was broken. */
export function countBroken(promise: Promised, frequencies: readonly Frequency[]): number {
  const breaks = (sequence: readonly string[]): boolean => {
    if ("order" in promise) {
      const places = promise.order.map((mark) => sequence.indexOf(mark));
      return places.some(
        (at, i) => i > 0 && at >= 0 && ((places[i - 1] ?? -1) < 0 || at < (places[i - 1] ?? 0)),
      );
    }
    if ("always" in promise) return promise.always.some((mark) => !sequence.includes(mark));
    if ("never" in promise) return promise.never.some((mark) => sequence.includes(mark));
    return false;
  };
  return frequencies.reduce((sum, { sequence, count }) => sum + (breaks(sequence) ? count : 0), 0);
}

/** How the results of a row compare, each of the newest version of its runtime; the chances are those of its pairs. */
export function acrossOf(results: readonly Result[], chances: Row["chances"]): AcrossVerdict {
  if (results.length < 2) return "one runtime";
  const opposite = twoByTwo(results)
    .map(([a, b], i) => ({ is: differenceOf(a, b).opposite, p: chances[i]?.p ?? 1 }))
    .filter(({ is }) => is);
  if (opposite.some(({ p }) => p < 0.05)) return "disagree";
  if (opposite.length > 0) return "too few runs";
  const varies = results.some(
    ({ frequencies }) =>
      pairsOf(frequencies).some(({ reversed }) => reversed > 0) || cameSometimes(frequencies),
  );
  return varies ? "varies within one" : "agree";
}

function cameSometimes(frequencies: readonly Frequency[]): boolean {
  const seen = seenOf(frequencies);
  return frequencies.some(({ sequence }) => sequence.some((mark) => seen.came(mark) < 1));
}

/** Files a claim by what was seen on each version of its runtime; nothing where none was. */
export function fileClaim(claim: Claim, observed: readonly Observed[]): readonly Filed[] {
  const [{ probe }] = observed as [Observed];
  const kind = kindOfClaim(probe, claim);
  const versions = observed
    // A probe that failed on a version says nothing about it.
    .filter((one) => one.kind === kind && one.target.id === claim.runtime && one.failures.length === 0)
    .map((one) => ({ version: one.target.version, holds: claim.holds(seenOf(one.frequencies)) }))
    .sort((a, b) => compareVersions(a.version, b.version));
  if (versions.length === 0) return [];
  return [
    {
      ...(claim.at === undefined ? {} : { at: claim.at }),
      runtime: claim.runtime,
      probe: probe.id,
      kind,
      says: claim.says,
      status: statusOf(versions, claim.at !== undefined),
      versions,
    },
  ];
}

/**
 * @param versions oldest first, at least one.
 * @param reported whether it was reported as a fault, and so may be fixed. Default: yes.
 */
export function statusOf(
  versions: readonly { readonly version: string; readonly holds: boolean }[],
  reported = true,
): string {
  const newest = versions.at(-1);
  if (newest?.holds) return "still so";
  const lastSo = versions.findLastIndex(({ holds }) => holds);
  // Versions between the two were not probed, so it may have been fixed in any of them.
  if (lastSo >= 0) {
    const word = reported ? "fixed by" : "no longer so on";
    return `${word} ${versions[lastSo + 1]?.version}, so on ${versions[lastSo]?.version}`;
  }
  if (versions.length === 1) return `not so on ${newest?.version}`;
  return `never so on ${versions[0]?.version} to ${newest?.version}`;
}

/** A promise as the catalogue keeps it. */
export function dataOf(promise: Promised): PromisedData {
  const { by, says, link, quote, date } = promise;
  const binds = boundBy(promise);
  const [form, marks] =
    "order" in promise
      ? (["order", promise.order] as const)
      : "open" in promise
        ? (["open", promise.open] as const)
        : "always" in promise
          ? (["always", promise.always] as const)
          : (["never", promise.never] as const);
  return {
    by,
    says,
    ...(quote === undefined ? {} : { quote }),
    link,
    ...(date === undefined ? {} : { date }),
    ...(binds === undefined ? {} : { binds }),
    form,
    marks,
  };
}

function keyed(frequencies: readonly Frequency[]): ReadonlyMap<string, number> {
  return new Map(frequencies.map(({ sequence, count }) => [JSON.stringify(sequence), count]));
}

function twoByTwo<A>(items: readonly A[]): readonly (readonly [A, A])[] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b) => [a, b] as const));
}
