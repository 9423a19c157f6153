// From the catalogue of event orders to what concerns a workload.
import type { CellFigures, OrderHazard } from "./figures.ts";
import type { Workload } from "./workload.ts";

/** As much of the catalogue as hazards need. */
export interface CatalogueRows {
  readonly rows: readonly {
    readonly id: string;
    readonly title: string;
    readonly group: string;
    readonly models?: readonly string[] | undefined;
    readonly across: string;
    readonly results: readonly {
      readonly runtime: string;
      readonly frequencies: readonly { readonly sequence: readonly string[]; readonly count: number }[];
    }[];
  }[];
}

/** The rows of the catalogue in which runtimes disagree, and which runtimes part from the others. */
export function hazardsOf({ rows }: CatalogueRows): OrderHazard[] {
  return rows
    .filter(({ across }) => across === "disagree")
    .map(({ id, title, group, models, results }) => {
      const usual = results.map(({ runtime, frequencies }) => ({
        runtime,
        order: JSON.stringify(frequencies[0]?.sequence ?? []),
      }));
      const counts = Map.groupBy(usual, ({ order }) => order);
      const most = Math.max(0, ...[...counts.values()].map((ones) => ones.length));
      // Where no order is the usual one of most runtimes, each parts from the others.
      const isMajority = most * 2 > usual.length;
      const parting = usual.filter(({ order }) => !isMajority || counts.get(order)?.length !== most);
      return {
        id,
        title,
        group,
        models: models ?? [],
        runtimes: [...new Set(parting.map(({ runtime }) => runtime))],
      };
    });
}

/** The hazards that concern one model under one runtime for a workload: by the groups of what it uses. */
export function hazardsFor(
  hazards: readonly OrderHazard[],
  workload: Workload,
  { model, runtime }: Pick<CellFigures, "model" | "runtime">,
): OrderHazard[] {
  const groups = new Set(["http", "io"]);
  if (workload.waitMs > 0) groups.add("timers").add("ticks");
  if (workload.cancelShare > 0) groups.add("events").add("context");
  if (model === "threads") groups.add("workers").add("messages");
  if (model === "fibers") groups.add("fibers");
  const [id] = runtime.split("@");
  return hazards.filter(
    (one) =>
      groups.has(one.group) &&
      (one.models.length === 0 || one.models.includes(model)) &&
      one.runtimes.some((parting) => parting.split("@")[0] === id),
  );
}
