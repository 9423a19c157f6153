// Flame graphs as HTML: a box for each function of a stack, as wide as its time. All graphs of one page share an axis.
import type { Group } from "./attribute.ts";
import type { DifferenceNode } from "./difference.ts";
import type { FlameNode } from "./flame-tree.ts";
import { escapeHtml, Html, html } from "./html.ts";
import { microseconds } from "./units.ts";

/** Boxes narrower than this share of the axis are left out: they could not be seen. */
const leastShare = 0.0008;
const rowPx = 17;
const mostRows = 60;

interface Box {
  readonly from: number;
  readonly width: number;
  readonly row: number;
  readonly name: string;
  readonly title: string;
  /** A class of the page's style. */
  readonly look: string;
  /** How strong its color is, 0 to 100; undefined where the class has one of its own. */
  readonly strength?: number;
}

/**
 * One cell's flame graph.
 *
 * @param axisUs the time, a unit of work, that is as wide as the graph.
 */
export function flameGraph(tree: FlameNode, axisUs: number, label: string): Html {
  const boxes: Box[] = [];
  place(tree, 0, 0);
  return draw(boxes, axisUs, label);

  function place(node: FlameNode, from: number, row: number): void {
    if (node.total < axisUs * leastShare || row >= mostRows) return;
    const where = node.file === "" ? "" : ` (${node.file}${node.line > 0 ? `:${node.line}` : ""})`;
    const title = `${node.name}${where}: ${microseconds(node.total)}, itself ${microseconds(node.self)}`;
    boxes.push({
      from,
      width: node.total,
      row,
      name: node.name,
      title,
      look: row === 0 ? "g-all" : `g-${node.group}`,
    });
    let at = from;
    const children = [...node.children.values()].toSorted((a, b) => b.total - a.total);
    for (const child of children) {
      place(child, at, row + 1);
      at += child.total;
    }
  }
}

/** Both sides of a difference: what is there now, and what is gone. */
export interface DifferenceGraphs {
  /** As wide as it is now; its color is the change. */
  readonly now: Html;
  /** Stacks that are there no more, as wide as they were; undefined where there are none. */
  readonly gone: Html | undefined;
}

/**
 * The differential flame graph of two cells, on the axis of both.
 *
 * A box is as wide as its time in the second cell. Red: its own time grew, blue: it shrank, the more the stronger, by the
 * largest change of all. What only the first cell has could not be seen there, and is drawn apart.
 */
export function differenceGraphs(
  difference: DifferenceNode,
  axisUs: number,
  label: string,
): DifferenceGraphs {
  const largest = Math.max(largestChange(difference), Number.MIN_VALUE);
  const now: Box[] = [];
  const gone: Box[] = [];
  placeNow(difference, 0, 0);
  let goneTo = 0;
  placeGone(difference, []);
  return {
    now: draw(now, axisUs, label),
    gone: gone.length === 0 ? undefined : draw(gone, axisUs, `${label}: stacks that are gone`),
  };

  function placeNow(node: DifferenceNode, from: number, row: number): void {
    if (node.after.total < axisUs * leastShare || row >= mostRows) return;
    now.push(boxOf(node, from, node.after.total, row));
    let at = from;
    for (const child of node.children.toSorted((a, b) => b.after.total - a.after.total)) {
      placeNow(child, at, row + 1);
      at += child.after.total;
    }
  }

  function placeGone(node: DifferenceNode, above: readonly DifferenceNode[]): void {
    if (node.before.total < axisUs * leastShare) return;
    if (node.after.total === 0) {
      above.forEach((one, row) => {
        gone.push(boxOf(one, goneTo, node.before.total, row));
      });
      placeAll(node, goneTo, above.length);
      goneTo += node.before.total;
      return;
    }
    for (const child of node.children) placeGone(child, [...above, node]);
  }

  function placeAll(node: DifferenceNode, from: number, row: number): void {
    if (node.before.total < axisUs * leastShare || row >= mostRows) return;
    gone.push(boxOf(node, from, node.before.total, row));
    let at = from;
    for (const child of node.children) {
      placeAll(child, at, row + 1);
      at += child.before.total;
    }
  }

  function boxOf(node: DifferenceNode, from: number, width: number, row: number): Box {
    const change = node.after.self - node.before.self;
    const strength = Math.round(Math.sqrt(Math.abs(change) / largest) * 100);
    const where = node.file === "" ? "" : ` (${node.file}${node.line > 0 ? `:${node.line}` : ""})`;
    const title = `${node.name}${where}: ${microseconds(node.after.total)}, was ${microseconds(node.before.total)}; itself ${microseconds(node.after.self)}, was ${microseconds(node.before.self)}`;
    const look = change === 0 ? "g-all" : change > 0 ? "more" : "less";
    return { from, width, row, name: node.name, title, look, strength };
  }
}

function largestChange(node: DifferenceNode): number {
  const own = Math.abs(node.after.self - node.before.self);
  return node.children.reduce((largest, child) => Math.max(largest, largestChange(child)), own);
}

function draw(boxes: readonly Box[], axisUs: number, label: string): Html {
  const rows = boxes.reduce((most, { row }) => Math.max(most, row + 1), 0);
  const percent = (value: number) => ((value / axisUs) * 100).toFixed(3);
  const drawn = boxes.map(({ from, width, row, name, title, look, strength }) => {
    const shade = strength === undefined ? "" : `;--s:${strength}%`;
    const style = `left:${percent(from)}%;width:${percent(width)}%;top:${row * rowPx}px${shade}`;
    // A name that does not fit is only in the way of a search on the page.
    const text = (width / axisUs) * 180 > 3 ? escapeHtml(name) : "";
    return `<b class="${look}" style="${style}" title="${escapeHtml(title)}">${text}</b>`;
  });
  const ticks = [0.25, 0.5, 0.75, 1].map(
    (share) => html`<span style="left:${share * 100}%">${microseconds(axisUs * share)}</span>`,
  );
  return html`<div class="flame" role="img" aria-label="${label}" style="height:${rows * rowPx}px">${new Html(drawn.join(""))}</div><div class="axis" aria-hidden="true">${ticks}</div>`;
}

/** The colors of groups, for legends. */
export const drawnGroups: readonly Group[] = [
  "example",
  "library",
  "instruments",
  "runtime",
  "garbage",
  "other",
];
