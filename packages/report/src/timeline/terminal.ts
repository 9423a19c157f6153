// A call's spans as lines of text: who runs, who blocks, who waits, on one time axis.
import type { Trace } from "@byturns/record/protocol";
import { counted, duration } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { toWidth } from "@byturns/text/table";
import { scaleLinear } from "d3-scale";
import { type Paint, paint } from "../paint.ts";
import { layOut, type Row, type State, type Timeline } from "./layout.ts";

/** How a timeline is drawn in a terminal. */
export interface DrawOptions {
  /** Columns; less than 40 are taken as 40. Default: 80. */
  readonly width?: number;
  /** Default: false. */
  readonly color?: boolean;
}

const glyphs: Readonly<Record<State, string>> = { running: "█", blocking: "▒", waiting: "─" };
/** What covers what, where spans of one row share a column. */
const order: readonly State[] = ["waiting", "blocking", "running"];

/**
 * Draws the spans of one call: a row for each task, lanes one under another, printed lines at their moments.
 * Ends with a line break.
 */
export function drawTimeline(trace: Trace, options: DrawOptions = {}): string {
  const { width = 80, color = false } = options;
  const colors = paint(color);
  const timeline = layOut(trace, { mostRows: 16, mostLanes: 16, mostStretches: 100_000 });
  const columns = Math.max(40, Math.floor(width) || 80);
  const names = timeline.lanes.flatMap(({ name, rows }) => [name, ...rows.map((row) => `  ${nameOf(row)}`)]);
  const gutter = Math.min(24, Math.max(8, ...names.map((name) => [...name].length)));
  const plot = columns - gutter - 3;
  const text: string[] = [];
  for (const lane of timeline.lanes) {
    if (timeline.lanes.length > 1) text.push(colors.bold(toWidth(lane.name, gutter)));
    for (const row of lane.rows) {
      const name = timeline.lanes.length > 1 ? `  ${nameOf(row)}` : nameOf(row);
      text.push(
        `${toWidth(name, gutter)} ${colors.dim("│")}${bar(row, timeline.endMs, plot, colors)}${colors.dim("│")}`,
      );
    }
    if (lane.tasksLeftOut > 0)
      text.push(colors.dim(`${toWidth("", gutter)}  and ${counted(lane.tasksLeftOut, "task")} more`));
  }
  if (timeline.lines.length > 0) text.push(printed(timeline, gutter, plot, colors));
  text.push(...axis(timeline.endMs, gutter, plot, colors));
  const legend = order.toReversed().map((state) => `${colors[state](glyphs[state])} ${state}`);
  text.push(`${columns < gutter + 42 ? "" : toWidth("", gutter)}  ${legend.join("   ")}`);
  if (timeline.lanesLeftOut > 0) text.push(colors.dim(`and ${counted(timeline.lanesLeftOut, "lane")} more`));
  if (timeline.senseless > 0) {
    text.push(
      colors.bad(
        `${counted(timeline.senseless, "span or line", "spans or lines")} left out: times that make no sense`,
      ),
    );
  }
  return `${text.map((line) => line.trimEnd()).join("\n")}\n`;
}

function nameOf({ task, tasks }: Row): string {
  return task === undefined ? counted(tasks, "task") : label(task, 40);
}

/** Each column shows the state that it holds the most of; a short run shows before a long wait. */
function bar(row: Row, endMs: number, plot: number, colors: Paint): string {
  const held = new Map(order.map((state) => [state, new Float64Array(plot)]));
  for (const { state, startMs, endMs: toMs } of row.stretches) {
    const from = (startMs / endMs) * plot;
    const to = Math.max((toMs / endMs) * plot, from + 1e-9);
    const first = Math.min(plot - 1, Math.floor(from));
    const last = Math.min(plot - 1, Math.ceil(to) - 1);
    const cells = held.get(state);
    if (cells === undefined) continue;
    for (let i = first; i <= last; i++) cells[i] = (cells[i] ?? 0) + Math.min(to, i + 1) - Math.max(from, i);
  }
  let text = "";
  let from = 0;
  const stateAt = (i: number): State | undefined => {
    const shares = order.map((state) => held.get(state)?.[i] ?? 0);
    const [waiting = 0, blocking = 0, running = 0] = shares;
    if (running > 0 && running >= Math.min(0.25, waiting))
      return running >= blocking ? "running" : "blocking";
    if (blocking > 0) return "blocking";
    return waiting > 0 ? "waiting" : running > 0 ? "running" : undefined;
  };
  while (from < plot) {
    const state = stateAt(from);
    let to = from + 1;
    while (to < plot && stateAt(to) === state) to += 1;
    text += state === undefined ? " ".repeat(to - from) : colors[state](glyphs[state].repeat(to - from));
    from = to;
  }
  return text;
}

function printed({ lines, endMs }: Timeline, gutter: number, plot: number, colors: Paint): string {
  const marks = new Array<string>(plot).fill(" ");
  for (const { atMs } of lines) marks[Math.min(plot - 1, Math.floor((atMs / endMs) * plot))] = "◆";
  const text = [
    `${toWidth("printed", gutter)} ${colors.dim("│")}${colors.bold(marks.join(""))}${colors.dim("│")}`,
  ];
  for (const { atMs, text: line } of lines.slice(0, 12)) {
    text.push(
      `${toWidth("", gutter)}  ${colors.bold("◆")} ${duration(atMs).padStart(8)}  ${label(line, Math.max(20, plot - 14))}`,
    );
  }
  if (lines.length > 12)
    text.push(colors.dim(`${toWidth("", gutter)}  and ${counted(lines.length - 12, "line")} more`));
  return text.join("\n");
}

function axis(endMs: number, gutter: number, plot: number, colors: Paint): string[] {
  const scale = scaleLinear().domain([0, endMs]).range([0, plot]);
  const ruler = new Array<string>(plot + 1).fill("─");
  const figures = new Array<string>(plot + 2).fill(" ");
  let freeFrom = 0;
  for (const tick of scale.ticks(Math.max(2, Math.floor(plot / 14)))) {
    const at = Math.round(scale(tick));
    const text = tick === 0 ? "0" : duration(tick);
    ruler[at] = "┴";
    const from = Math.max(0, Math.min(at - (text.length >> 1), plot + 2 - text.length));
    if (from < freeFrom) continue;
    [...text].forEach((char, i) => {
      figures[from + i] = char;
    });
    freeFrom = from + text.length + 1;
  }
  ruler[0] = "└";
  return [
    colors.dim(`${toWidth("", gutter)} ${ruler.join("")}┘`),
    colors.dim(`${toWidth("", gutter)} ${figures.join("")}`),
  ];
}
