// A catalogue of some probes, put into one of all.
import type { Catalogue, Filed, Row } from "./catalogue.ts";
import { compareRuntimes, statusOf } from "./judge.ts";
import { compareVersions } from "./versions.ts";

/**
 * A recorded catalogue with what was seen anew: results and claims of the versions that were run again are replaced,
 * new ones come in, the rest stays. What was seen of a program that has changed since is dropped.
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
    targets: [...targets.values()],
    rows: compareRuntimes(sorted([...recorded.rows.filter((row) => !again.has(keyOf(row))), ...rows])),
    claims: sorted([...recorded.claims.filter((claim) => !again.has(keyOf(claim))), ...claims]),
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
