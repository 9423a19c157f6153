// Where spans go when they are drawn: lanes (threads), rows (tasks), and no more of either than can be read.
import type { Trace } from "@byturns/record/protocol";

export type State = "running" | "blocking" | "waiting";

/** A stretch that is drawn: one span, or several of one row and state that lie too close to be told apart. */
export interface Stretch {
  readonly state: State;
  readonly startMs: number;
  readonly endMs: number;
  /** The task, or the first of several. */
  readonly task: string;
  /** How many spans it stands for. */
  readonly spans: number;
}

export interface Row {
  /** The task that the row belongs to; undefined where several tasks share it, one after another. */
  readonly task: string | undefined;
  readonly tasks: number;
  readonly stretches: readonly Stretch[];
}

export interface Lane {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Tasks for which there was no row left. */
  readonly tasksLeftOut: number;
}

export interface Timeline {
  /** The axis begins at 0, where the call began. */
  readonly endMs: number;
  readonly lanes: readonly Lane[];
  readonly lanesLeftOut: number;
  readonly lines: readonly { readonly atMs: number; readonly text: string }[];
  /** Spans and lines whose times make no sense (not finite, negative, or ending before they start). */
  readonly senseless: number;
  /** All spans that make sense, drawn or not. */
  readonly spans: number;
}

export interface LayoutOptions {
  /** Rows in one lane. Default: 12. */
  readonly mostRows?: number;
  /** Default: 16. */
  readonly mostLanes?: number;
  /** Stretches in the whole timeline; above it, what lies close together is drawn as one. Default: 600. */
  readonly mostStretches?: number;
}

/** Timers and clocks may be apart by this at the beginning of a call. */
const slackMs = 5;

/** Lays out the spans of one call. Takes any numbers and any number of spans. */
export function layOut(trace: Trace, options: LayoutOptions = {}): Timeline {
  const { mostRows = 12, mostLanes = 16, mostStretches = 600 } = options;
  let senseless = 0;
  let endMs = Number.isFinite(trace.wallMs) && trace.wallMs > 0 ? trace.wallMs : 0;
  let spans = 0;
  const lanes = new Map<string, Map<string, Stretch[]>>();
  for (const { task, state, lane, startMs, endMs: spanEndMs } of trace.spans) {
    // Only `>=` is false for NaN as well.
    if (!(spanEndMs >= startMs && startMs >= -slackMs && spanEndMs < Number.POSITIVE_INFINITY)) {
      senseless += 1;
      continue;
    }
    spans += 1;
    if (spanEndMs > endMs) endMs = spanEndMs;
    const tasks = lanes.get(lane) ?? new Map<string, Stretch[]>();
    if (tasks.size === 0) lanes.set(lane, tasks);
    const stretch = { task, state, startMs: Math.max(0, startMs), endMs: Math.max(0, spanEndMs), spans: 1 };
    const known = tasks.get(task);
    if (known === undefined) tasks.set(task, [stretch]);
    else known.push(stretch);
  }
  const lines = trace.lines.filter(({ atMs }) => atMs >= -slackMs && atMs < Number.POSITIVE_INFINITY);
  senseless += trace.lines.length - lines.length;
  for (const { atMs } of lines) if (atMs > endMs) endMs = atMs;
  if (endMs === 0) endMs = 1;

  const names = [...lanes.keys()].toSorted(byLane);
  const packed = names.slice(0, mostLanes).map((name) => pack(name, lanes.get(name) ?? new Map(), mostRows));
  return {
    endMs,
    lanes: thin(packed, endMs, mostStretches),
    lanesLeftOut: Math.max(0, names.length - mostLanes),
    lines: lines
      .map(({ atMs, text }) => ({ atMs: Math.max(0, atMs), text }))
      .toSorted((a, b) => a.atMs - b.atMs),
    senseless,
    spans,
  };
}

function byLane(a: string, b: string): number {
  if ((a === "main") !== (b === "main")) return a === "main" ? -1 : 1;
  return collator.compare(a, b);
}

const collator = new Intl.Collator("en", { numeric: true });

/** A row for each task while there are rows; after that, tasks share a row where they do not overlap. */
function pack(name: string, tasks: ReadonlyMap<string, Stretch[]>, mostRows: number): Lane {
  const extents = [...tasks].map(([task, stretches]) => {
    let from = Number.POSITIVE_INFINITY;
    let to = 0;
    for (const { startMs, endMs } of stretches) {
      if (startMs < from) from = startMs;
      if (endMs > to) to = endMs;
    }
    return { task, stretches, from, to };
  });
  extents.sort((a, b) => a.from - b.from || a.to - b.to);
  if (extents.length <= mostRows) {
    return {
      name,
      rows: extents.map(({ task, stretches }) => ({ task, tasks: 1, stretches })),
      tasksLeftOut: 0,
    };
  }
  const rows: { freeFromMs: number; tasks: number; stretches: Stretch[] }[] = [];
  let tasksLeftOut = 0;
  for (const { stretches, from, to } of extents) {
    let row = rows.find(({ freeFromMs }) => freeFromMs <= from);
    if (row === undefined && rows.length < mostRows) {
      row = { freeFromMs: 0, tasks: 0, stretches: [] };
      rows.push(row);
    }
    if (row === undefined) tasksLeftOut += 1;
    else {
      row.freeFromMs = to;
      row.tasks += 1;
      for (const stretch of stretches) row.stretches.push(stretch);
    }
  }
  return {
    name,
    rows: rows.map(({ tasks, stretches }) => ({
      task: tasks === 1 ? stretches[0]?.task : undefined,
      tasks,
      stretches,
    })),
    tasksLeftOut,
  };
}

/** Draws as one what lies closer than a grain, with the smallest grain that keeps within `most`. */
function thin(lanes: readonly Lane[], endMs: number, most: number): Lane[] {
  const sorted = lanes.map((lane) => ({
    ...lane,
    rows: lane.rows.map((row) => ({
      ...row,
      stretches: row.stretches.toSorted((a, b) => a.startMs - b.startMs),
    })),
  }));
  for (let grains = 8_192; ; grains /= 2) {
    const merged = sorted.map((lane) => ({
      ...lane,
      rows: lane.rows.map((row) => ({ ...row, stretches: merge(row.stretches, endMs / grains) })),
    }));
    const count = merged.reduce(
      (sum, { rows }) => rows.reduce((n, { stretches }) => n + stretches.length, sum),
      0,
    );
    if (count <= most || grains <= 16) return merged;
  }
}

function merge(stretches: readonly Stretch[], grainMs: number): Stretch[] {
  const merged: { state: State; startMs: number; endMs: number; task: string; spans: number }[] = [];
  const last: Partial<Record<State, (typeof merged)[number]>> = {};
  for (const stretch of stretches) {
    const before = last[stretch.state];
    const isClose = before !== undefined && stretch.startMs - before.endMs < grainMs;
    const isSmall = stretch.endMs - stretch.startMs < grainMs;
    if (isClose && (isSmall || stretch.task === before.task || before.endMs - before.startMs < grainMs)) {
      before.endMs = Math.max(before.endMs, stretch.endMs);
      before.spans += stretch.spans;
    } else {
      const fresh = { ...stretch };
      last[stretch.state] = fresh;
      merged.push(fresh);
    }
  }
  return merged;
}
