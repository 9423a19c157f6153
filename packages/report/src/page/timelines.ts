// Zooming and stepping through timelines. What is drawn is read back from the plots themselves.
import { duration } from "@byturns/text/figures";
import { keepInAddress, readAddress, writeAddress } from "./address.ts";
import { unfold } from "./fold.ts";

interface Drawn {
  readonly svg: SVGSVGElement;
  readonly height: number;
  readonly who: string;
  readonly rows: readonly { readonly name: string; readonly lane: string }[];
  readonly stretches: readonly {
    readonly state: string;
    readonly row: number;
    readonly from: number;
    readonly to: number;
  }[];
  readonly said: readonly number[];
}

/** The width of a plot in its own units, and the height of a row: as src/html/timelines.ts draws them. */
const unitsOfPlot = 10_000;
const heightOfRow = 16;
const svgNamespace = "http://www.w3.org/2000/svg";

/** Wires every timeline of the page. */
export function startTimelines(): void {
  const restores = Array.from(document.querySelectorAll<HTMLElement>("figure.timeline"), start);
  const restoreAll = () => {
    const wanted = readAddress();
    if (wanted === undefined) return;
    const restored = restores.flatMap((restore) => restore?.(wanted) ?? []);
    for (const timeline of restored) unfold(timeline);
    restored[0]?.scrollIntoView();
  };
  addEventListener("hashchange", restoreAll);
  restoreAll();
}

/** Wires one timeline, and returns what brings back the view that an address tells: the timeline, if it tells one. */
function start(figure: HTMLElement): ((wanted: URLSearchParams) => HTMLElement | undefined) | undefined {
  const plots = figure.querySelector<HTMLElement>(".plots");
  const tools = figure.querySelector<HTMLElement>(".timeline-tools");
  const axis = figure.querySelector<SVGSVGElement>(".time-axis");
  const readout = figure.querySelector<HTMLElement>(".readout");
  if (plots === null || tools === null || axis === null || readout === null) return undefined;
  const endMs = Number(figure.dataset.end);
  let drawn: readonly Drawn[] | undefined;
  const all = () => (drawn ??= Array.from(figure.querySelectorAll<SVGSVGElement>("svg.plot"), readPlot));
  const view = { from: 0, to: unitsOfPlot };
  let cursor: number | undefined;
  keepInAddress(() => {
    const isAll = cursor === undefined && view.from === 0 && view.to === unitsOfPlot;
    const numbers = [view.from, view.to, ...(cursor === undefined ? [] : [cursor])];
    return isAll ? [] : [[figure.id, numbers.map((at) => Math.round(at * 100) / 100).join(" ")]];
  });

  const msOf = (at: number) => (at / unitsOfPlot) * endMs;
  const redraw = () => {
    for (const { svg, height } of all()) {
      svg.setAttribute("viewBox", `${view.from} 0 ${view.to - view.from} ${height}`);
      svg.querySelector(".cursor")?.remove();
      if (cursor === undefined) continue;
      const line = document.createElementNS(svgNamespace, "path");
      line.setAttribute("class", "cursor");
      line.setAttribute("d", `M${cursor} 0V${height}`);
      svg.append(line);
    }
    axis.replaceChildren(
      ...ticksOf(msOf(view.from), msOf(view.to)).map(({ text, share }) => tick(text, share)),
    );
    readout.hidden = cursor === undefined;
    if (cursor !== undefined)
      readout.textContent = `${duration(msOf(cursor))}: ${all()
        .map((one) => at(one, cursor ?? 0))
        .join("; ")}`;
  };
  const zoom = (by: number, around = (view.from + view.to) / 2) => {
    const width = Math.min(unitsOfPlot, Math.max(1, (view.to - view.from) * by));
    const share = (around - view.from) / (view.to - view.from);
    place(around - share * width, width);
  };
  const place = (from: number, width: number) => {
    view.from = Math.min(unitsOfPlot - width, Math.max(0, from));
    view.to = view.from + width;
    redraw();
  };
  const step = (direction: 1 | -1) => {
    const moments = [
      ...new Set(
        all().flatMap(({ stretches, said }) => [...stretches.flatMap(({ from, to }) => [from, to]), ...said]),
      ),
    ].sort((a, b) => a - b);
    const here = cursor ?? (direction === 1 ? view.from - 1 : view.to + 1);
    const next =
      direction === 1 ? moments.find((moment) => moment > here) : moments.findLast((moment) => moment < here);
    if (next === undefined) return;
    cursor = next;
    const width = view.to - view.from;
    if (next < view.from || next > view.to) place(next - width / 2, width);
    else redraw();
  };
  const actions: Readonly<Record<string, () => void>> = {
    in: () => zoom(0.5, cursor),
    out: () => zoom(2, cursor),
    left: () => place(view.from - (view.to - view.from) / 4, view.to - view.from),
    right: () => place(view.from + (view.to - view.from) / 4, view.to - view.from),
    next: () => step(1),
    previous: () => step(-1),
    all: () => {
      cursor = undefined;
      place(0, unitsOfPlot);
    },
    save: () => save(figure.dataset.name ?? "trace", all(), endMs),
  };
  const keys: Readonly<Record<string, string>> = {
    "+": "in",
    "=": "in",
    "-": "out",
    ArrowLeft: "left",
    ArrowRight: "right",
    ".": "next",
    ",": "previous",
    Home: "all",
    Escape: "all",
  };
  tools.hidden = false;
  const openExample = (action: string | undefined) => {
    if (action === undefined) return;
    actions[action]?.();
    writeAddress(figure.id);
  };
  tools.addEventListener("click", (event) =>
    openExample(event.target instanceof HTMLElement ? event.target.dataset.do : undefined),
  );
  plots.tabIndex = 0;
  plots.setAttribute("aria-keyshortcuts", "+ - ArrowLeft ArrowRight . , Home");
  plots.title = "Drag to zoom, double-click for all; keys: + − ← → zoom and move, . and , step, Home all";
  plots.addEventListener("keydown", (event) => {
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (action === undefined) return;
    event.preventDefault();
    openExample(action);
  });

  const unitAt = (svg: Element, clientX: number) => {
    const { left, width } = svg.getBoundingClientRect();
    return Math.min(
      view.to,
      Math.max(view.from, view.from + ((clientX - left) / width) * (view.to - view.from)),
    );
  };
  let dragged: { readonly svg: Element; readonly from: number; readonly clientX: number } | undefined;
  plots.addEventListener("pointerdown", (event) => {
    const svg = event.target instanceof Element ? event.target.closest("svg.plot") : null;
    if (svg !== null && event.button === 0)
      dragged = { svg, from: unitAt(svg, event.clientX), clientX: event.clientX };
  });
  plots.addEventListener("pointerup", (event) => {
    if (dragged === undefined) return;
    const to = unitAt(dragged.svg, event.clientX);
    const { from, clientX } = dragged;
    dragged = undefined;
    // A press that hardly moved asks what happens there; a drag zooms in on what it covers.
    if (Math.abs(event.clientX - clientX) < 5) {
      cursor = Math.round(to);
      redraw();
    } else place(Math.min(from, to), Math.max(1, Math.abs(to - from)));
    writeAddress(figure.id);
  });
  plots.addEventListener("pointercancel", () => {
    dragged = undefined;
  });
  plots.addEventListener("dblclick", () => openExample("all"));

  return (wanted) => {
    const numbers = wanted.get(figure.id)?.split(" ").map(Number) ?? [];
    const [from = 0, to = unitsOfPlot, moment] = numbers;
    cursor = moment !== undefined && moment >= 0 && moment <= unitsOfPlot ? moment : undefined;
    if (from >= 0 && to <= unitsOfPlot && to - from >= 1) place(from, to - from);
    else place(0, unitsOfPlot);
    if (numbers.length === 0) return undefined;
    for (
      let inside = figure.closest("details");
      inside;
      inside = inside.parentElement?.closest("details") ?? null
    )
      inside.open = true;
    return figure;
  };
}

function readPlot(svg: SVGSVGElement): Drawn {
  const names = svg.parentElement?.querySelectorAll(".names li") ?? [];
  const rows: { name: string; lane: string }[] = [];
  let lane = "main";
  let who = "";
  for (const li of names) {
    const text = li.textContent ?? "";
    if (li.className === "who") who = text.trim();
    if (li.className === "lane") lane = text;
    rows.push({ name: text, lane });
  }
  const read = (state: string) =>
    Array.from(
      (svg.querySelector(`path.${state}, .${state} path`)?.getAttribute("d") ?? "").matchAll(
        /M(\d+) (\d+)h(\d+)/g,
      ),
      ([, x, y, width]) => ({
        state,
        row: Math.floor(Number(y) / heightOfRow),
        from: Number(x),
        to: Number(x) + Number(width),
      }),
    );
  const height = svg.viewBox.baseVal.height;
  return {
    svg,
    height,
    who,
    rows,
    stretches: [...read("running"), ...read("blocking"), ...read("waiting")],
    said: read("said").map(({ from }) => from),
  };
}

/** What the tasks of one cell do at a moment. */
function at({ who, rows, stretches }: Drawn, moment: number): string {
  const doing = stretches.filter(({ from, to }) => from <= moment && moment < to);
  const says = doing.slice(0, 6).map(({ state, row }) => `${rows[row]?.name ?? ""} ${state}`);
  if (doing.length > 6) says.push(`${doing.length - 6} more`);
  return `${who}: ${says.length === 0 ? "nothing" : says.join(", ")}`;
}

function ticksOf(fromMs: number, toMs: number): { text: string; share: number }[] {
  const rough = (toMs - fromMs) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const stepMs = [1, 2, 5, 10].map((by) => by * power).find((size) => size >= rough) ?? rough;
  const ticks: { text: string; share: number }[] = [];
  for (let i = Math.ceil(fromMs / stepMs - 1e-9); i * stepMs <= toMs * (1 + 1e-9); i++) {
    const ms = i * stepMs;
    ticks.push({ text: i === 0 ? "0" : duration(ms), share: (ms - fromMs) / (toMs - fromMs) });
  }
  return ticks;
}

function tick(text: string, share: number): SVGTextElement {
  const element = document.createElementNS(svgNamespace, "text");
  element.setAttribute("x", `${share * 100}%`);
  element.setAttribute("y", "12");
  element.setAttribute("text-anchor", share < 0.04 ? "start" : share > 0.94 ? "end" : "middle");
  element.textContent = text;
  return element;
}

/** What is drawn, as a Chrome trace: every stretch an async event, since stretches of one lane overlap. */
function save(name: string, drawn: readonly Drawn[], endMs: number): void {
  const events: object[] = [];
  drawn.forEach(({ who, rows, stretches }, i) => {
    const pid = i + 1;
    events.push({ name: "process_name", ph: "M", pid, tid: 0, ts: 0, args: { name: who } });
    const lanes = [...new Set(rows.map(({ lane }) => lane))];
    for (const [tid, lane] of lanes.entries()) {
      events.push({ name: "thread_name", ph: "M", pid, tid: tid + 1, ts: 0, args: { name: lane } });
    }
    stretches.forEach(({ state, row, from, to }, id) => {
      const { name: task = "", lane = "" } = rows[row] ?? {};
      const common = { name: task, cat: state, pid, tid: lanes.indexOf(lane) + 1, id: `${pid}.${id}` };
      const microseconds = (unit: number) => Math.round((unit / unitsOfPlot) * endMs * 1e3);
      events.push(
        { ...common, ph: "b", ts: microseconds(from) },
        { ...common, ph: "e", ts: microseconds(to) },
      );
    });
  });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(
    new Blob([JSON.stringify({ displayTimeUnit: "ms", traceEvents: events })], { type: "application/json" }),
  );
  link.download = `${name}.trace.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
