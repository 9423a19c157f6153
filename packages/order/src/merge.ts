// A catalogue of some probes, put into one of all.
import type { Catalogue } from "./catalogue.ts";

/**
 * A recorded catalogue with what was seen anew: rows that were run again are replaced, new ones come in, the rest
 * stays.
 *
 * @param order the ids of all probes, in the catalogue's order; rows of others are dropped.
 */
export function mergeCatalogues(recorded: Catalogue, now: Catalogue, order: readonly string[]): Catalogue {
  const again = new Set(now.rows.map(keyOf));
  const claimed = new Set(now.claims.map(({ probe }) => probe));
  const place = (probe: string) => order.indexOf(probe);
  const kinds = ["module", "loaded", "commonjs", "worker"];
  const targets = new Map(
    [...recorded.targets, ...now.targets].map((target) => [`${target.id} ${target.version}`, target]),
  );
  return {
    ...recorded,
    targets: [...targets.values()],
    rows: [...recorded.rows.filter((row) => !again.has(keyOf(row))), ...now.rows]
      .filter(({ probe }) => place(probe) >= 0)
      .sort((a, b) => place(a.probe) - place(b.probe) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind)),
    claims: [...recorded.claims.filter(({ probe }) => !claimed.has(probe)), ...now.claims]
      .filter(({ probe }) => place(probe) >= 0)
      .sort((a, b) => place(a.probe) - place(b.probe)),
  };
}

const keyOf = ({ probe, kind }: { readonly probe: string; readonly kind: string }) => `${probe} ${kind}`;
