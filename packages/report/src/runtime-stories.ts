// The runtimes of a run, as a reader tells them apart.
import { listed } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { Evidence, RuntimeStory } from "./model.ts";

/** The runtimes of a run, in the order of the plan. */
export function runtimesOf({ plan, summary, forks }: Evidence): RuntimeStory[] {
  const shown = new Set(summary.cells.map(({ cell }) => cell.runtime));
  for (const { key, id } of plan.runtimes) if (!shown.has(key) && !shown.has(id)) shown.add(id);
  const rank = (name: string) => plan.runtimes.findIndex(({ key, id }) => key === name || id === name);
  const byId = new Map(plan.cells.map((cell) => [cell.id, cell]));
  return [...shown]
    .toSorted((a, b) => rank(a) - rank(b))
    .map((name) => {
      const planned = plan.runtimes[rank(name)];
      const title = label(planned?.title ?? name, 40);
      const version = label(planned?.version ?? "", 40);
      // Two binaries of one version have keys that differ in their end, as `node@26.10.0+2`.
      const suffix = label(/\+\d+$/.exec(planned?.key ?? "")?.[0] ?? "", 10);
      const isNamed =
        planned !== undefined && planned.key !== planned.id && !planned.key.startsWith(`${planned.id}@`);
      const differing = [
        ...(planned?.flags ?? []),
        ...Object.entries(planned?.environment ?? {}).map(([name, value]) => `${name}=${value}`),
      ];
      const differs = differing.length === 0 ? "" : ` with ${label(differing.join(" "), 120)}`;
      const several = !isNamed && plan.runtimes.filter(({ id }) => id === planned?.id).length > 1;
      const fork = forks.find(
        ({ cell, outcome }) =>
          "measurement" in outcome && planned !== undefined && byId.get(cell)?.runtime === planned.key,
      );
      const versions =
        fork !== undefined && "measurement" in fork.outcome ? fork.outcome.measurement.versions : {};
      return {
        id: name,
        title,
        name: several ? `${title} ${version}${suffix}`.trim() : title,
        version: `${version}${suffix}${differs}`,
        engine: versions.engine === undefined ? undefined : shortEngine(versions.engine),
      };
    });
}

/** A revision's first digits identify it well enough. */
function shortEngine(engine: string): string {
  return label(engine, 60).replace(/([0-9a-f]{9})[0-9a-f]{10,}/, "$1");
}

/** `Node 26.10.0, Deno 2.9.6 and Bun 1.4.5`. */
export function runtimeLine(runtimes: readonly RuntimeStory[]): string {
  return listed(runtimes.map(({ title, version }) => `${title} ${version}`.trim()));
}
