// Ours over each peer, from the figures of a run, beside what ours is to reach.
import type { Summary } from "byturns";

type Cell = Summary["cells"][number];
type Group = Summary["groups"][number];

/** One ratio of ours over a peer's time. */
export interface Line {
  /** Such as `pool, one, node@26.10.0: threads-by-message over piscina`. */
  readonly what: string;
  /** With its interval and verdict; or why there is none. */
  readonly measured: string;
  /** The most that it may be, and whether it is; undefined where nothing is asked. */
  readonly most?: number;
  readonly isMet?: boolean;
}

/** What ours may take of a peer's time; `*` stands for every one. */
interface Target {
  readonly examples: readonly string[];
  readonly input: string;
  /** The fastest of these. */
  readonly ours: readonly string[];
  readonly peer: string;
  readonly most: number;
}

const helpers = [
  ...["bounded-map", "semaphore-pool", "mutex", "bounded-queue", "retry", "rate-limit", "single-flight"],
];
const threads = ["threads-by-message", "threads-by-memory"];
const processes = ["processes-by-message"];
/** Of the bare messages nothing is asked: they are no pool. */
const processPeers = ["tinypool-process", "workerpool-process"];

const targets: readonly Target[] = [
  { examples: ["pool"], input: "one", ours: ["threads-by-message"], peer: "piscina", most: 0.55 },
  { examples: ["pool"], input: "one", ours: threads, peer: "piscina", most: 0.35 },
  { examples: ["pool"], input: "many", ours: threads, peer: "piscina", most: 0.12 },
  ...processPeers.flatMap((peer) => [
    { examples: ["processes"], input: "one", ours: processes, peer, most: 0.6 },
    { examples: ["processes"], input: "many", ours: processes, peer, most: 0.25 },
  ]),
  { examples: ["bounded-map"], input: "bench", ours: ["promises"], peer: "p-map", most: 1 / 6 },
  // Not slower: within the band that counts as no difference.
  { examples: helpers, input: "bench", ours: ["promises"], peer: "*", most: 1.03 },
];

/**
 * Every ratio of one of ours over one of the others, by case and runtime.
 *
 * @param ours the names of our models; all others are peers.
 */
export function linesOf(summary: Summary, ours: readonly string[]): readonly Line[] {
  const cells = new Map(summary.cells.map((one) => [one.cell.id, one]));
  return summary.groups.flatMap((group) => {
    const mine = group.cells.flatMap((id) => cells.get(id) ?? []);
    return [...Map.groupBy(mine, ({ cell }) => cell.runtime)].flatMap(([runtime, here]) => {
      const able = here.filter(
        ({ cell }) => cell.unsupported === undefined && cell.duplicateOf === undefined,
      );
      const peers = able.filter(({ cell }) => !ours.includes(cell.model));
      return peers.flatMap((peer) => linesBeside(peer, able, group, ours, runtime));
    });
  });
}

function linesBeside(
  peer: Cell,
  here: readonly Cell[],
  group: Group,
  ours: readonly string[],
  runtime: string,
): readonly Line[] {
  const asked = targets.filter(
    (one) =>
      one.examples.includes(group.example) &&
      one.input === group.input &&
      [peer.cell.model, "*"].includes(one.peer),
  );
  const plain = ours.map((model) => ({ ours: [model], most: undefined }));
  return (asked.length > 0 ? asked : plain).flatMap(({ ours: names, most }): readonly Line[] => {
    const mine = fastest(here.filter(({ cell }) => names.includes(cell.model)));
    const by = mine?.cell.model ?? names.join(" or ");
    const best = names.length > 1 ? ", the best path" : "";
    const what = `${group.example}, ${group.input}, ${runtime}: ${by} over ${peer.cell.model}${best}`;
    const found = mine && ratioOf(group, mine.cell.id, peer.cell.id);
    const why = [peer, ...(mine === undefined ? [] : [mine])].find((one) => one.notCompared)?.notCompared;
    const measured = found?.text ?? `not compared: ${why ?? "too few forks"}`;
    // A peer that does not answer asks nothing of ours.
    if (most === undefined || (peer.notCompared !== undefined && mine !== undefined)) {
      return [{ what, measured }];
    }
    return [{ what, measured, most, isMet: found !== undefined && found.estimate <= most }];
  });
}

/** The time of one cell over that of another; undefined where too few forks were compared for a claim. */
function ratioOf({ metrics }: Group, one: string, other: string) {
  for (const { a, b, ratio, verdict } of metrics.wallMs?.comparisons ?? []) {
    if (ratio.low === undefined || verdict === "unclaimed") continue;
    const { estimate, low, high } = ratio;
    if (a === one && b === other) return shown(estimate, low, high, verdict);
    if (a === other && b === one) return shown(1 / estimate, 1 / high, 1 / low, verdict);
  }
  return undefined;
}

function shown(estimate: number, low: number, high: number, verdict: string) {
  const text = `${estimate.toFixed(2)} × (${low.toFixed(2)} to ${high.toFixed(2)}), ${verdict}`;
  return { estimate, text };
}

function fastest(cells: readonly Cell[]): Cell | undefined {
  const medianOf = ({ figures }: Cell) => figures.wallMs?.median ?? Number.POSITIVE_INFINITY;
  const comparable = cells.filter(({ notCompared }) => notCompared === undefined);
  return comparable.toSorted((a, b) => medianOf(a) - medianOf(b))[0];
}
