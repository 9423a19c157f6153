// The targets of our helpers among the peers, beside what a run measured.
import type { CellSummary, GroupSummary, Interval, Summary } from "@byturns/statistics";
import { equivalenceBand } from "@byturns/statistics/verdict";
import { timesOver } from "./figures.ts";
import type { PeerSuite } from "./suites/index.ts";

/** One target. */
export interface Asked {
  readonly what: string;
  /** Such as `<= 0.55 ×`. */
  readonly asked: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/**
 * The share of piscina's time per task that a pool's round trip may take: by message, by the best path, and among 64.
 */
const ofPiscina = [
  { input: "bench-one", ours: ["threads-by-message"], most: 0.55 },
  { input: "bench-one", ours: ["threads-by-message", "threads-by-memory"], most: 0.35 },
  { input: "bench", ours: ["threads-by-message", "threads-by-memory"], most: 0.12 },
];

/** The share of each peer's time per task that a pool of processes may take: alone, and among 64. */
const ofProcesses: Readonly<Record<string, number>> = { "bench-one": 0.6, bench: 0.25 };

/** How many times as long as ours p-map must take per item. */
const timesOfPMap = 6;

/**
 * Compares a run with the targets, for each case and runtime: ours over the fastest peer for the cost of a helper, ours
 * over piscina for a pool.
 *
 * @returns nothing for suites without targets.
 */
export function askedOf(suite: Pick<PeerSuite, "ours" | "peers">, summary: Summary): readonly Asked[] {
  const cells = new Map(summary.cells.map((one) => [one.cell.id, one]));
  return summary.groups.flatMap((group) => {
    const mine = group.cells.flatMap((id) => cells.get(id) ?? []).filter(isAsked);
    return [...Map.groupBy(mine, ({ cell }) => cell.runtime)].flatMap(([runtime, here]) =>
      group.example === "pool-cost"
        ? suite.ours.includes("processes-by-message")
          ? ofProcessPools(suite, group, here, runtime)
          : ofPools(group, here, runtime)
        : group.example.endsWith("-cost")
          ? ofHelpers(suite, group, here, runtime)
          : [],
    );
  });
}

function ofHelpers(
  suite: Pick<PeerSuite, "ours" | "peers">,
  group: GroupSummary,
  here: readonly CellSummary[],
  runtime: string,
): readonly Asked[] {
  const ours = fastest(here.filter(({ cell }) => suite.ours.includes(cell.model)));
  const peers = here.filter(({ cell }) => suite.peers.includes(cell.model));
  const peer = fastest(peers);
  const what = `${group.example}, ${runtime}: `;
  const most = {
    asked: `<= ${equivalenceBand} ×`,
    meets: ({ estimate }: Interval) => estimate <= equivalenceBand,
  };
  const over = held(`${what}ours over ${peer?.cell.model ?? "the fastest peer"}`, group, ours, peer, most);
  if (group.example !== "bounded-map-cost") return [over];
  const pMap = peers.find(({ cell }) => cell.model === "p-map");
  const least = { asked: `>= ${timesOfPMap} ×`, meets: ({ estimate }: Interval) => estimate >= timesOfPMap };
  return [over, held(`${what}p-map over ours`, group, pMap, ours, least)];
}

/** Each peer by itself: a peer that does not answer, as under Bun, cannot be compared. */
function ofProcessPools(
  { ours, peers }: Pick<PeerSuite, "ours" | "peers">,
  group: GroupSummary,
  here: readonly CellSummary[],
  runtime: string,
): readonly Asked[] {
  const most = ofProcesses[group.input];
  if (most === undefined) return [];
  const mine = fastest(here.filter(({ cell }) => ours.includes(cell.model)));
  const bound = { asked: `<= ${most} ×`, meets: ({ estimate }: Interval) => estimate <= most };
  const able = here.filter(
    ({ cell, notCompared }) => peers.includes(cell.model) && notCompared === undefined,
  );
  return able.map((peer) =>
    held(
      `${group.example}, ${group.input}, ${runtime}: ours over ${peer.cell.model}`,
      group,
      mine,
      peer,
      bound,
    ),
  );
}

function ofPools(group: GroupSummary, here: readonly CellSummary[], runtime: string): readonly Asked[] {
  const piscina = here.find(({ cell }) => cell.model === "piscina");
  return ofPiscina
    .filter(({ input }) => input === group.input)
    .map(({ ours: names, most }) => {
      const ours = fastest(here.filter(({ cell }) => names.includes(cell.model)));
      const by = ours?.cell.model ?? names.join(" or ");
      const bound = { asked: `<= ${most} ×`, meets: ({ estimate }: Interval) => estimate <= most };
      return held(
        `${group.example}, ${group.input}, ${runtime}: ${by} over piscina${names.length > 1 ? ", the best path" : ""}`,
        group,
        ours,
        piscina,
        bound,
      );
    });
}

function held(
  what: string,
  group: GroupSummary,
  one: CellSummary | undefined,
  other: CellSummary | undefined,
  { asked, meets }: { readonly asked: string; readonly meets: (ratio: Interval) => boolean },
): Asked {
  const found = one === undefined || other === undefined ? undefined : timesOver(group, one, other);
  if (found === undefined || found.verdict === "unclaimed") {
    const why = found === undefined ? "they could not be compared" : "too few forks";
    return { what, asked, measured: `nothing: ${why}`, isMet: false };
  }
  const { estimate, low, high } = found.ratio;
  const measured = `${estimate.toFixed(2)} × (${low.toFixed(2)} to ${high.toFixed(2)}), ${found.verdict}`;
  return { what, asked, measured, isMet: meets(found.ratio) };
}

/** The comparable peer with the lowest median. */
function fastest(cells: readonly CellSummary[]): CellSummary | undefined {
  const medianOf = ({ figures }: CellSummary) => figures.wallMs?.median ?? Number.POSITIVE_INFINITY;
  return cells
    .filter(({ notCompared, figures }) => notCompared === undefined && figures.wallMs !== undefined)
    .toSorted((a, b) => medianOf(a) - medianOf(b))[0];
}

function isAsked({ cell }: CellSummary): boolean {
  return cell.unsupported !== "not part of this model";
}
