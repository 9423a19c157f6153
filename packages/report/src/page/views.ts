// The matrix, as a reader wants to see it: what is chosen stands in the address, and comes back from it.

import { factor, figure, interval, noFigure } from "@byturns/text/figures";
import { shadeOf } from "../html/shade.ts";
import { modesText, type ShownModes } from "../modes-text.ts";
import { type Standing, standings } from "../standing.ts";
import { keepInAddress, readAddress, writeAddress } from "./address.ts";
import { unfold } from "./fold.ts";
import { watchRight } from "./narrow.ts";
import { layStrips } from "./strips.ts";

type Ratio = readonly [ratio: number, low: number, high: number, standing: Standing];

type CellData = readonly (0 | readonly [number, ...(0 | 1 | readonly [number, number, number, number])[]])[];

/** As src/html/matrix.ts writes it. */
interface MatrixData {
  readonly metrics: readonly { readonly id: string; readonly unit: string }[];
  readonly baselines: readonly { readonly id: string }[];
  readonly cells: readonly CellData[];
  readonly modes: Readonly<Record<number, Readonly<Record<number, ShownModes>>>>;
}

const places = Object.keys(standings) as Standing[];
const itself: Ratio = [1, 1, 1, "best"];

interface CellView {
  readonly td: HTMLTableCellElement;
  /** The place among the columns that have cells. */
  readonly column: number;
  readonly data: CellData | undefined;
  /** By the number of the metric. */
  readonly modes: Readonly<Record<number, ShownModes>>;
  readonly mark: Element | null;
  readonly factor: Element | null;
  /** The interval and the median, a line each. */
  readonly small: Element | null;
}

interface RowView {
  readonly tr: HTMLTableRowElement;
  readonly cells: readonly CellView[];
  readonly planned: number;
  readonly search: string;
  readonly name: string;
  /** Of its primary figure. */
  readonly unit: string;
}

/** Wires the controls of the matrix. */
export function startMatrix(): void {
  const form = document.querySelector<HTMLFormElement>("#controls");
  const table = document.querySelector<HTMLTableElement>("#matrix-table");
  const holder = document.querySelector("#data");
  const body = table?.tBodies[0];
  if (form === null || table === null || body === undefined || holder === null) return;
  const data = JSON.parse(holder.textContent ?? "") as MatrixData;
  const heads = Array.from(table.querySelectorAll<HTMLTableCellElement>("thead th")).slice(1);
  const rows: RowView[] = Array.from(body.rows, (tr, planned) => ({
    tr,
    planned,
    search: tr.dataset.search ?? "",
    name: tr.dataset.name ?? "",
    unit: tr.dataset.unit ?? "",
    cells: Array.from(tr.querySelectorAll("td"), (td, column) => ({
      td,
      column,
      data: td.dataset.cell === undefined ? undefined : data.cells[Number(td.dataset.cell)],
      modes: data.modes[Number(td.dataset.cell)] ?? {},
      mark: td.querySelector("i"),
      factor: td.querySelector("b"),
      small: td.querySelector("small"),
    })),
  }));
  form.closest("details")?.removeAttribute("hidden");
  const scroll = table.closest<HTMLElement>(".scroll");
  if (scroll !== null) watchRight(scroll);
  // How each row was drawn last: to hide rows is quick, to draw them anew is not.
  const drawnAs = new Map<RowView, string>();
  let hiddenLast = "";

  const show = () => {
    const chosen = read(form);
    layStrips(chosen.scale);
    const isHidden = heads.map(
      ({ dataset }) => !chosen.models.has(dataset.model ?? "") || !chosen.runtimes.has(dataset.runtime ?? ""),
    );
    if (isHidden.join() !== hiddenLast) {
      hiddenLast = isHidden.join();
      heads.forEach((head, column) => {
        head.hidden = isHidden[column] ?? false;
      });
      for (const { cells } of rows) for (const { td, column } of cells) td.hidden = isHidden[column] ?? false;
    }
    const metric = data.metrics.findIndex(({ id }) => id === chosen.metric);
    const isIdeal = chosen.metric === "overIdeal";
    const baseline = isIdeal ? 0 : data.baselines.findIndex(({ id }) => id === chosen.baseline);
    const isPrimary = chosen.metric === "primary";
    const unit = data.metrics[metric]?.unit ?? "";
    const medianOf: MedianOf = ({ data: cell }) => medianIn(cell?.[metric]);
    const ratioOf: RatioOf = ({ data: cell }) => {
      const figures = cell?.[metric];
      const packed = figures === 0 ? 0 : figures?.[1 + baseline];
      if (packed === undefined || packed === 0 || typeof packed === "number")
        return packed === 1 ? itself : undefined;
      return [packed[0], packed[1], packed[2], places[packed[3]] ?? "unclaimed"];
    };
    const visible = rows.map(({ cells }) => cells.filter(({ column }) => isHidden[column] !== true));
    // Of shades on a logarithmic scale none depends on what else is in view.
    let most = 1;
    if (chosen.scale === "linear")
      for (const cell of visible.flat()) most = Math.max(most, ratioOf(cell)?.[0] ?? 1);
    let shown = 0;
    const as = JSON.stringify([metric, baseline, chosen.scale, most]);
    rows.forEach((row, i) => {
      const { tr, cells } = row;
      const isShown = matches(row, chosen.q) && belongs(visible[i] ?? [], chosen.show, ratioOf);
      tr.hidden = !isShown;
      if (!isShown) return;
      shown += 1;
      if (drawnAs.get(row) === as) return;
      drawnAs.set(row, as);
      for (const cell of cells)
        if (cell.data !== undefined)
          draw(cell, ratioOf(cell), medianOf(cell), {
            scale: chosen.scale,
            unit: isPrimary ? row.unit : unit,
            most,
            isIdeal,
            modes: cell.modes[metric],
          });
    });
    sort(body, rows, visible, chosen.sort, ratioOf, medianOf);
    const count = form.querySelector("#matrix-count");
    if (count !== null) count.textContent = `${shown} of ${rows.length} cases`;
    (form.elements.namedItem("baseline") as HTMLSelectElement).disabled = chosen.metric === "overIdeal";
  };
  const remember = () => writeAddress("matrix");
  const restore = () => {
    const wanted = readAddress();
    if (wanted === undefined) return;
    form.reset();
    for (const element of form.elements) {
      if (element instanceof HTMLSelectElement) {
        const value = wanted.get(element.name);
        if (value !== null && Array.from(element.options).some((option) => option.value === value))
          element.value = value;
      } else if (element instanceof HTMLInputElement && element.type === "checkbox") {
        const off = wanted.get(`no-${element.name}`)?.split(" ") ?? [];
        element.checked = !off.includes(element.value);
      } else if (element instanceof HTMLInputElement) element.value = wanted.get(element.name) ?? "";
    }
    show();
    if (choicesIn(form).next().done === true) return;
    unfold(form);
    document.querySelector("#matrix")?.scrollIntoView();
  };
  form.addEventListener("input", () => {
    show();
    remember();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button")?.addEventListener("click", () => {
    form.reset();
    show();
    remember();
  });
  keepInAddress(() => choicesIn(form));
  addEventListener("hashchange", restore);
  show();
  restore();
}

interface Chosen {
  readonly q: string;
  readonly metric: string;
  readonly baseline: string;
  readonly scale: "log" | "linear";
  readonly sort: string;
  readonly show: string;
  readonly models: ReadonlySet<string>;
  readonly runtimes: ReadonlySet<string>;
}

function read(form: HTMLFormElement): Chosen {
  const data = new FormData(form);
  const text = (name: string) =>
    String(data.get(name) ?? (form.elements.namedItem(name) as HTMLSelectElement | null)?.value ?? "");
  return {
    q: text("q").trim().toLowerCase(),
    metric: text("metric"),
    baseline: text("baseline"),
    scale: text("scale") === "linear" ? "linear" : "log",
    sort: text("sort"),
    show: text("show"),
    models: new Set(data.getAll("models").map(String)),
    runtimes: new Set(data.getAll("runtimes").map(String)),
  };
}

/** Only what differs from the page's first view, so that links stay short. */
function* choicesIn(form: HTMLFormElement): Generator<readonly [string, string]> {
  const off = new Map<string, string[]>();
  for (const element of form.elements) {
    if (element instanceof HTMLSelectElement) {
      if (element.selectedIndex > 0) yield [element.name, element.value];
    } else if (element instanceof HTMLInputElement) {
      if (element.type === "checkbox" && !element.checked)
        off.set(element.name, [...(off.get(element.name) ?? []), element.value]);
      else if (element.type === "search" && element.value !== "") yield [element.name, element.value];
    }
  }
  for (const [name, values] of off) yield [`no-${name}`, values.join(" ")];
}

function matches({ search }: RowView, q: string): boolean {
  return q.split(/\s+/).every((word) => search.includes(word));
}

type RatioOf = (cell: CellView) => Ratio | undefined;
type MedianOf = (cell: CellView) => number | undefined;

function medianIn(figures: CellData[number] | undefined): number | undefined {
  return figures === undefined || figures === 0 ? undefined : figures[0];
}

function belongs(cells: readonly CellView[], show: string, ratioOf: RatioOf): boolean {
  if (show === "all") return true;
  const standingsSeen = cells.map((cell) => ratioOf(cell)?.[3]);
  const differ = standingsSeen.some(
    (standing) => standing === "worse" || standing === "better" || standing === "perhaps",
  );
  if (show === "differ") return differ;
  if (show === "alike") return !differ && standingsSeen.some((standing) => standing !== undefined);
  if (show === "trouble")
    return cells.some(({ data, td }) => data === undefined && td.querySelector("a") !== null);
  return true;
}

interface Look {
  readonly scale: "log" | "linear";
  readonly unit: string;
  /** The largest factor in view. */
  readonly most: number;
  readonly isIdeal: boolean;
  readonly modes: ShownModes | undefined;
}

function draw(cell: CellView, ratio: Ratio | undefined, median: number | undefined, look: Look): void {
  const { scale, unit, most, isIdeal, modes } = look;
  const shown = modes === undefined ? figure(median, unit) : modesText(modes, unit, ",\n");
  write(cell.mark, ratio === undefined || isIdeal ? "" : standings[ratio[3]].mark);
  write(cell.factor, ratio !== undefined ? factor(ratio[0]) : median === undefined ? noFigure : shown);
  const range = ratio === undefined || ratio[3] === "best" ? "" : interval({ low: ratio[1], high: ratio[2] });
  write(cell.small, `${range}\n${ratio === undefined || isIdeal ? "" : shown}`);
  const shade = `shade-${ratio === undefined ? "none" : shadeOf(ratio, scale, most)}`;
  if (cell.td.className !== shade) cell.td.className = shade;
}

/** Nothing is laid out again where the text is the same. */
function write(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}

function sort(
  body: HTMLTableSectionElement,
  rows: readonly RowView[],
  visible: readonly (readonly CellView[])[],
  by: string,
  ratioOf: RatioOf,
  medianOf: MedianOf,
): void {
  const keyed = rows.map((row, i) => {
    const cells = visible[i] ?? [];
    const ratios = cells.map((cell) => ratioOf(cell)?.[0] ?? 0);
    const medians = cells.map((cell) => medianOf(cell) ?? Number.POSITIVE_INFINITY);
    const least = Math.min(...medians);
    return {
      row,
      most: Math.max(0, ...ratios),
      least: Number.isFinite(least) ? least : -1,
      name: row.name,
    };
  });
  keyed.sort((a, b) => {
    const order =
      by === "factor"
        ? b.most - a.most
        : by === "median"
          ? b.least - a.least
          : by === "name"
            ? a.name.localeCompare(b.name)
            : 0;
    return order || a.row.planned - b.row.planned;
  });
  const isSorted = keyed.every(({ row }, i) => body.rows[i] === row.tr);
  if (!isSorted) body.append(...keyed.map(({ row }) => row.tr));
}
