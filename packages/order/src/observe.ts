// Runs probes again and again, each time in a fresh process, and counts the sequences that came.
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { temporaryFolder } from "@byturns/fixtures/temporary-folder";
import { launch, type Run, type Target } from "./launch.ts";
import type { Kind, Probe } from "./probe.ts";
import { programFiles, type Recorder } from "./program.ts";

/** A sequence of marks, and in how many runs it came. */
export interface Frequency {
  readonly sequence: readonly string[];
  readonly count: number;
}

/** Everything seen of one probe, as one kind, under one target. */
export interface Observed {
  readonly probe: Probe;
  readonly kind: Kind;
  readonly target: Target;
  /** Most frequent first. */
  readonly frequencies: readonly Frequency[];
  /** Runs that failed, hung or never marked: an ending, how often, and what one of them printed. */
  readonly failures: readonly { readonly ending: string; readonly count: number; readonly output: string }[];
}

/** What happens while probes are observed. */
export type ObserveEvent =
  | { readonly _tag: "planned"; readonly runs: number }
  | {
      readonly _tag: "ran";
      readonly probe: Probe;
      readonly kind: Kind;
      readonly target: Target;
      readonly run: Run;
    };

/** How to observe. */
export interface ObserveOptions {
  /** Runs per probe, kind and target; an integer >= 1. Default: 50. */
  readonly times?: number;
  /** Only these kinds of each probe. Default: all it has. */
  readonly kinds?: readonly Kind[];
  /** How many processes run at once; an integer >= 1. Default: one more than there are cores, for some only wait. */
  readonly atOnce?: number;
  /**
   * Begin no round that would not be over after so many milliseconds; > 0. Every probe, kind and target then has
   * as many runs as there were rounds, at least one. Default: no bound.
   */
  readonly withinMs?: number;
  /** Seed of the order in which runs are started. Default: 1. */
  readonly seed?: number;
  /** How marks leave the process, where a probe does not say. Default: `kept`. */
  readonly recorder?: Recorder;
  readonly onEvent?: (event: ObserveEvent) => void;
  readonly signal?: AbortSignal;
}

/** A run of a probe that may hang gives its place to the next after this long: by then it waits for its limit. */
const patienceMs = 400;
const mostParked = 24;

/**
 * Observes probes under targets. Rounds visit everything once each, in an order shuffled from the seed.
 *
 * @returns one result per probe, kind and target, in that order.
 * @throws RangeError when `times` or `atOnce` is not an integer >= 1, or `withinMs` not above 0; the signal's
 * reason when it is aborted; the system's error when a target's binary cannot be started.
 * @example
 * ```ts
 * const seen = await observe(await listProbes(), targets, { times: 50 });
 * ```
 */
export async function observe(
  probes: Probe | readonly Probe[],
  targets: readonly Target[],
  options: ObserveOptions = {},
): Promise<readonly Observed[]> {
  const { times = 50, atOnce = availableParallelism() + 1, seed = 1, withinMs, kinds } = options;
  const { recorder, onEvent, signal } = options;
  for (const [name, value] of Object.entries({ times, atOnce })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`Cannot observe with ${name} ${value}: ${name} must be an integer >= 1`);
    }
  }
  if (withinMs !== undefined && !(withinMs > 0)) {
    throw new RangeError(`Cannot observe within ${withinMs} ms: withinMs must be > 0`);
  }
  const begun = performance.now();
  await using folder = await temporaryFolder();
  const stop = new AbortController();
  const stopped = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  try {
    const cells: Cell[] = [];
    for (const probe of "id" in probes ? [probes] : probes) {
      for (const kind of probe.kinds.filter((kind) => kinds?.includes(kind) ?? true)) {
        const by = recorder === undefined || recorder === "kept" ? recorderOf(probe) : recorder;
        const files = programFiles(probe, kind, by);
        await Promise.all(files.map((file) => writeFile(join(folder.path, file.name), file.text)));
        for (const target of targets) {
          cells.push({ probe, kind, target, by, file: files[0]?.name ?? "", runs: [] });
        }
      }
    }
    const random = generator(seed);
    const jobs = Array.from({ length: times }, () => shuffled(cells, random)).flat();
    onEvent?.({ _tag: "planned", runs: jobs.length });
    const mayHang = (cell: Cell) => cell.probe.endings?.includes("hung") ?? false;
    // Whether there is time for another round is asked between rounds, and never hangs on what was seen.
    const goOn = (started: number) => {
      const rounds = started / cells.length;
      if (withinMs === undefined || rounds === 0 || !Number.isInteger(rounds)) return true;
      return ((performance.now() - begun) * (rounds + 1)) / rounds <= withinMs;
    };
    await each(jobs, { atOnce, mayWait: mayHang, goOn }, async (cell) => {
      const run = await launch(cell.target, folder.path, cell.file, {
        limitMs: cell.probe.limitMs ?? 10_000,
        printed: cell.by === "printed",
        signal: stopped,
      });
      cell.runs.push(run);
      onEvent?.({ _tag: "ran", probe: cell.probe, kind: cell.kind, target: cell.target, run });
    });
    return cells.map(({ probe, kind, target, runs }) => ({
      probe,
      kind,
      target,
      frequencies: countSequences(runs.map((run) => run.sequence)),
      failures: failuresOf(probe, runs),
    }));
  } finally {
    stop.abort();
  }
}

/** Bun before 1.4 may end without an exit event when a worker has ended: marks would be lost that are only kept. */
export function recorderOf(probe: Probe): Recorder {
  return probe.recorder ?? (probe.workers === undefined ? "kept" : "written");
}

interface Cell {
  readonly probe: Probe;
  readonly kind: Kind;
  readonly target: Target;
  readonly by: Recorder;
  readonly file: string;
  readonly runs: Run[];
}

/** Counts equal sequences; the most frequent first, and among equals the one that sorts first. */
export function countSequences(sequences: readonly (readonly string[])[]): readonly Frequency[] {
  const counts = new Map<string, { sequence: readonly string[]; count: number }>();
  for (const sequence of sequences) {
    const key = JSON.stringify(sequence);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { sequence, count: 1 });
    else known.count++;
  }
  return [...counts.entries()]
    .sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
    .map(([, frequency]) => frequency);
}

function failuresOf(probe: Probe, runs: readonly Run[]): Observed["failures"] {
  const failures = new Map<string, { ending: string; count: number; output: string }>();
  for (const { sequence, ending, output } of runs) {
    const expected = ending === "exit 0" || probe.endings?.includes(ending);
    const name = !expected ? ending : sequence.length === 0 ? "no mark" : undefined;
    if (name === undefined) continue;
    const known = failures.get(name);
    if (known === undefined) failures.set(name, { ending: name, count: 1, output });
    else known.count++;
  }
  return [...failures.values()];
}

/**
 * Works through jobs, `atOnce` at a time; one that may wait no longer counts when it takes longer than the patience.
 * The jobs are left when `goOn` says no, with how many were started.
 */
async function each<A>(
  all: readonly A[],
  how: { atOnce: number; mayWait: (job: A) => boolean; goOn: (started: number) => boolean },
  work: (job: A) => Promise<void>,
): Promise<void> {
  const { atOnce, mayWait, goOn } = how;
  let jobs = all;
  let next = 0;
  let computing = 0;
  let parked = 0;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let failed = false;
  const go = () => {
    if (next < jobs.length && !goOn(next)) jobs = jobs.slice(0, next);
    if (next >= jobs.length && computing + parked === 0) resolve();
    while (!failed && computing < atOnce && parked < mostParked && next < jobs.length && goOn(next)) {
      const job = jobs[next++] as A;
      computing++;
      let waits = false;
      const park = () => {
        waits = true;
        computing--;
        parked++;
        go();
      };
      const patience = mayWait(job) ? setTimeout(park, patienceMs) : undefined;
      work(job).then(
        () => {
          clearTimeout(patience);
          if (waits) parked--;
          else computing--;
          go();
        },
        (error) => {
          clearTimeout(patience);
          failed = true;
          reject(error);
        },
      );
    }
  };
  go();
  await promise;
}

function shuffled<A>(items: readonly A[], random: () => number): readonly A[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j] as A, result[i] as A];
  }
  return result;
}

/** Mulberry32: a small seeded generator of numbers in [0, 1). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
