// Strips on a logarithmic axis, as they are drawn, or on a linear one: every place along the axis is moved.

/** The width of a strip in its own units: as src/html/strip.ts draws it. */
const unitsOfStrip = 1_000;
/** Figures of an axis that are nearer than this, in percent of its width, would run together. */
const apartPercent = 11;

const drawnFirst = new Map<Element, string>();
let shownScale = "log";

/** Lays all strips of the page out on one kind of axis. */
export function layStrips(scale: "log" | "linear"): void {
  if (scale === shownScale) return;
  shownScale = scale;
  for (const axis of document.querySelectorAll<SVGSVGElement>("svg.axis[data-from]")) {
    const from = Number(axis.dataset.from);
    const to = Number(axis.dataset.to);
    const least = Math.min(from, 1);
    // From a place on the logarithmic axis to its place on the linear one, both 0 to 1.
    const moved = (share: number) => (from * (to / from) ** share - least) / (to - least);
    const table = axis.closest("table");
    for (const path of table?.querySelectorAll("svg.axis path, svg.strip path") ?? []) {
      const first = original(path, "d");
      const there = (_: string, command: string, at: string) =>
        `${command}${Math.round(moved(Number(at) / unitsOfStrip) * unitsOfStrip)}`;
      path.setAttribute("d", scale === "log" ? first : first.replace(/([MH])(\d+)/g, there));
    }
    let free = Number.NEGATIVE_INFINITY;
    for (const text of axis.querySelectorAll("text")) {
      const first = original(text, "x");
      const percent =
        scale === "log" ? Number.parseFloat(first) : moved(Number.parseFloat(first) / 100) * 100;
      text.setAttribute("x", `${percent}%`);
      text.toggleAttribute("hidden", scale === "linear" && percent < free);
      if (percent >= free) free = percent + apartPercent;
    }
  }
}

function original(element: Element, name: string): string {
  const known = drawnFirst.get(element) ?? element.getAttribute(name) ?? "";
  drawnFirst.set(element, known);
  return known;
}
