// Spans in the Trace Event Format, which Perfetto (https://ui.perfetto.dev) and Chrome open.
// https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
import type { Trace } from "@byturns/record/protocol";
import { label } from "@byturns/text/plain";

/** One call of one cell. */
export interface CellOfTrace {
  readonly example: string;
  readonly model: string;
  readonly runtime: string;
  readonly trace: Trace;
}

/** An event; `ts` and `dur` are microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: "X" | "b" | "e" | "i" | "M";
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly id?: string;
  readonly s?: "t";
  readonly args?: Readonly<Record<string, string | number>>;
}

export interface ChromeTrace {
  readonly displayTimeUnit: "ms";
  readonly traceEvents: readonly TraceEvent[];
}

/**
 * The spans of some cells as a Chrome trace: a process for each runtime and model, a thread for each lane.
 * Spans that share their lane's time with others (several tasks wait at once) are async events, the rest
 * complete ones; printed lines are instants. Spans whose times make no sense are left out.
 *
 * @example
 * ```ts
 * const trace = { spans: [{ task: "hello", state: "waiting", lane: "main", startMs: 0, endMs: 2 }], lines: [], wallMs: 2 };
 * toChromeTrace([{ example: "say-after", model: "promises", runtime: "node", trace }]).traceEvents.at(-1);
 * // { name: "hello", cat: "waiting", ph: "X", pid: 1, tid: 1, ts: 0, dur: 2000 }
 * ```
 */
export function toChromeTrace(cells: readonly CellOfTrace[]): ChromeTrace {
  const traceEvents: TraceEvent[] = [];
  cells.forEach(({ example, model, runtime, trace }, i) => {
    const pid = i + 1;
    const tids = new Map<string, number>();
    const tidOf = (lane: string) => {
      const known = tids.get(lane);
      if (known !== undefined) return known;
      const tid = tids.size + 1;
      tids.set(lane, tid);
      traceEvents.push({ name: "thread_name", ph: "M", pid, tid, ts: 0, args: { name: label(lane) } });
      return tid;
    };
    const name = label(`${runtime} · ${model} · ${example}`);
    traceEvents.push({ name: "process_name", ph: "M", pid, tid: 0, ts: 0, args: { name } });
    traceEvents.push({ name: "process_sort_index", ph: "M", pid, tid: 0, ts: 0, args: { sort_index: i } });

    const lanes = Map.groupBy(trace.spans.filter(makesSense).map(inMicroseconds), ({ lane }) => lane);
    let nextId = 1;
    for (const [lane, spans] of lanes) {
      const tid = tidOf(lane);
      const nested = nesting(spans);
      for (const span of spans) {
        const { ts, end } = span;
        const common = { name: label(span.task), cat: span.state, pid, tid };
        if (nested.has(span)) traceEvents.push({ ...common, ph: "X", ts, dur: end - ts });
        else {
          const id = `${pid}.${nextId++}`;
          traceEvents.push({ ...common, ph: "b", id, ts }, { ...common, ph: "e", id, ts: end });
        }
      }
    }
    for (const { atMs, text } of trace.lines) {
      if (!(Math.abs(atMs) < longestMs)) continue;
      const args = { text: label(text, 1_000) };
      traceEvents.push({
        name: label(text),
        cat: "printed",
        ph: "i",
        s: "t",
        pid,
        tid: tidOf("main"),
        ts: microseconds(atMs),
        args,
      });
    }
  });
  return { displayTimeUnit: "ms", traceEvents };
}

type Span = Trace["spans"][number] & { readonly ts: number; readonly end: number };

function inMicroseconds(span: Trace["spans"][number]): Span {
  return { ...span, ts: microseconds(span.startMs), end: microseconds(span.endMs) };
}

function makesSense({ startMs, endMs }: Trace["spans"][number]): boolean {
  return Math.abs(startMs) < longestMs && Math.abs(endMs) < longestMs && endMs >= startMs;
}

/** Thirty years: beyond it microseconds are no longer whole, and no call took so long. */
const longestMs = 1e12;

/** Whole nanoseconds, so that the end of one span and the beginning of the next stay equal. */
function microseconds(ms: number): number {
  return Math.round(ms * 1e6) / 1e3;
}

/** The spans of a lane that lie inside or beside one another, as complete events must; who holds the lane goes first. */
function nesting(spans: readonly Span[]): Set<Span> {
  const kept = new Set<Span>();
  const byStart = (a: Span, b: Span) => a.ts - b.ts || b.end - a.end;
  const holding = spans.filter(({ state }) => state !== "waiting").toSorted(byStart);
  const open: Span[] = [];
  for (const span of holding) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= span.ts) open.pop();
    const around = open.at(-1);
    if (around !== undefined && around.end < span.end) continue;
    open.push(span);
    kept.add(span);
  }
  // A waiting span is complete only where nothing else of the lane happens during it.
  const sorted = spans.toSorted(byStart);
  let busyUntil = Number.NEGATIVE_INFINITY;
  sorted.forEach((span, i) => {
    const next = sorted[i + 1];
    const isAlone = span.ts >= busyUntil && (next === undefined || next.ts >= span.end);
    if (span.state === "waiting" && isAlone) kept.add(span);
    busyUntil = Math.max(busyUntil, span.end);
  });
  return kept;
}
