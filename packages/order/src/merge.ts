// A catalogue of some probes, put into one of all.
import type { Catalogue, Filed, Row } from "./catalogue.ts";
import { compareRuntimes, dataOf, fileClaim, judgeResult, statusOf } from "./judge.ts";
import type { Probe } from "./probe.ts";
import { showProgram } from "./program.ts";
import { upstreamOf } from "./upstream.ts";
import { compareVersions, newestOf } from "./versions.ts";

/**
 * A recorded catalogue, judged anew by what its probes promise today. Rows whose program has changed since, or whose
 * probe is gone, stay as they were: they have to be run again.
 */
export function rejudge(recorded: Catalogue, probes: readonly Probe[]): Catalogue {
  const known = new Map(probes.map((probe) => [probe.id, probe]));
  const rows = recorded.rows.map((row): Row => {
    const probe = known.get(row.probe);
    if (probe === undefined || !probe.kinds.includes(row.kind)) return row;
    if (showProgram(probe, row.kind) !== row.program) return row;
    const promised = probe.promises.filter(({ kinds }) => kinds?.includes(row.kind) ?? true);
    const results = row.results.map((result) => ({
      ...result,
      ...judgeResult(promised, result.runtime, result),
    }));
    const { cause: _, ...rest } = row;
    return {
      ...rest,
      group: probe.group,
      title: probe.title,
      question: probe.question,
      models: probe.models,
      promises: promised.map(dataOf),
      relied: probe.relied,
      ...(probe.cause === undefined ? {} : { cause: probe.cause }),
      results,
      upstream: upstreamOf(probe, row.kind, results),
    };
  });
  return { ...recorded, rows, claims: refiled(recorded, probes) };
}

/** The claims of today, filed by the recorded results; of a program that has changed since, those that were filed. */
function refiled({ rows, claims }: Catalogue, probes: readonly Probe[]): readonly Filed[] {
  const known = new Map(probes.map((probe) => [probe.id, probe]));
  const recorded = Map.groupBy(claims, ({ probe }) => probe);
  const ids = [...new Set([...rows, ...claims].map(({ probe }) => probe))];
  return ids.flatMap((id): readonly Filed[] => {
    const probe = known.get(id);
    const filed = recorded.get(id) ?? [];
    const own = rows.filter((row) => row.probe === id);
    if (probe === undefined || own.some((row) => showProgram(probe, row.kind) !== row.program)) return filed;
    const observed = own.flatMap(({ kind, results }) =>
      results.map(({ runtime, version, frequencies, failures }) => ({
        probe,
        kind,
        target: { id: runtime, version, binaryPath: "", args: [] },
        frequencies,
        failures,
      })),
    );
    if (observed.length === 0) return filed;
    return probe.claims.flatMap((claim) => fileClaim(claim, observed));
  });
}

/**
 * A recorded catalogue with new observations: results and claims of the versions that were run again are replaced,
 * new ones are added, the rest stays. Observations of a program that has changed since are dropped. Where both were
 * made by two passes, what these said of rows that are gone or were run again is dropped too.
 *
 * @param order the ids of all probes, in the catalogue's order; rows of others are dropped.
 */
export function mergeCatalogues(recorded: Catalogue, now: Catalogue, order: readonly string[]): Catalogue {
  const place = (probe: string) => order.indexOf(probe);
  const kinds = ["module", "loaded", "commonjs", "worker"];
  const sorted = <A extends { readonly probe: string; readonly kind: string }>(items: readonly A[]) =>
    items
      .filter(({ probe }) => place(probe) >= 0)
      .sort((a, b) => place(a.probe) - place(b.probe) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  const before = new Map(recorded.rows.map((row) => [keyOf(row), row]));
  const again = new Map(now.rows.map((row) => [keyOf(row), row]));
  const same = (row: { readonly probe: string; readonly kind: string }) =>
    before.get(keyOf(row))?.program === again.get(keyOf(row))?.program;
  const targets = new Map(
    [...now.targets, ...recorded.targets].map((target) => [`${target.id} ${target.version}`, target]),
  );
  const isKept = (row: { readonly probe: string; readonly kind: string }) =>
    place(row.probe) >= 0 && !again.has(keyOf(row));
  const rows = now.rows.map((row) => {
    const old = before.get(keyOf(row));
    return old === undefined || !same(row) ? row : { ...row, results: resultsOf(row, old) };
  });
  const claims = now.claims.map((claim) => {
    const old = recorded.claims.find((one) => claimKey(one) === claimKey(claim));
    return old === undefined || !same(claim) ? claim : historyOf(claim, old);
  });
  return {
    ...recorded,
    ...(now.recordedOn === undefined ? {} : { recordedOn: now.recordedOn }),
    ...stabilityTogether(recorded, now, isKept),
    targets: [...targets.values()],
    rows: compareRuntimes(sorted([...recorded.rows.filter(isKept), ...rows])),
    claims: sorted([...recorded.claims.filter(isKept), ...claims]),
  };
}

/** What two passes said of the rows that are kept, and of those that were run now. */
function stabilityTogether(
  { stability: before, rows }: Catalogue,
  { stability: now }: Catalogue,
  isKept: (row: { readonly probe: string; readonly kind: string }) => boolean,
): Pick<Catalogue, "stability"> {
  if (before === undefined || now === undefined) return {};
  // A verdict across runtimes, and one for each of them at its newest version.
  const dropped = rows
    .filter((row) => !isKept(row))
    .reduce((sum, { results }) => sum + 1 + newestOf(results).length, 0);
  return {
    stability: {
      verdicts: before.verdicts - dropped + now.verdicts,
      wavering: [...before.wavering.filter(isKept), ...now.wavering],
      shifted: [...before.shifted.filter(isKept), ...now.shifted],
    },
  };
}

const keyOf = ({ probe, kind }: { readonly probe: string; readonly kind: string }) => `${probe} ${kind}`;

const claimKey = (claim: Filed) => [keyOf(claim), claim.runtime, claim.says].join(" ");

function resultsOf(row: Row, old: Row): Row["results"] {
  const known = new Set(row.results.map(({ runtime, version }) => `${runtime} ${version}`));
  return [...row.results, ...old.results.filter((one) => !known.has(`${one.runtime} ${one.version}`))];
}

function historyOf(claim: Filed, old: Filed): Filed {
  const known = new Set(claim.versions.map(({ version }) => version));
  const versions = [...claim.versions, ...old.versions.filter(({ version }) => !known.has(version))].sort(
    (a, b) => compareVersions(a.version, b.version),
  );
  return { ...claim, versions, status: statusOf(versions, claim.at !== undefined) };
}
