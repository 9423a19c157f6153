// The file of exact counts: what every call of a cell does equally often, in all forks that were counted.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type AnySpec, specs } from "@byturns/spec";
import type { CellCounts } from "./count-cells.ts";

/** By cell and by what is counted: how often a call does it. */
export type ExactCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

const path = fileURLToPath(new URL("../exact.json", import.meta.url));

/** Reads the file. */
export function readExactCounts(): ExactCounts {
  return JSON.parse(readFileSync(path, "utf8")) as ExactCounts;
}

/**
 * What is never treated as exact, however often it was the same: ticks follow how data arrive from files, pipes and
 * sockets, a pool's immediates follow for how long it looks for answers, the messages of an example that works with
 * fixtures hold a path or a port, which is as long as it happens to be, those of an example that answers with
 * readings hold measured times, which take fewer bytes where one happens to be a whole number, and those of one whose
 * tasks fail hold the stack of each failure, with the path of this checkout.
 */
function dependsOnTimingOrPlace(cell: string, what: string): boolean {
  const isPool = cell.includes("/threads/");
  if (what.startsWith("bytes ")) return messagesVary(cell);
  return what === "ticks" || (what === "immediates" && isPool);
}

/** Those whose tasks fail while they are timed. */
const failing: ReadonlySet<string> = new Set(["retry"]);

/** Whether the messages of a cell's example hold what differs from call to call, or from checkout to checkout. */
function messagesVary(cell: string): boolean {
  const [example = ""] = cell.split("/");
  const known: Readonly<Record<string, AnySpec>> = specs;
  const spec = known[example];
  return spec?.permissions !== undefined || spec?.readings !== undefined || failing.has(example);
}

/** Those counts of cells that are exact. */
export function exactOf(cells: readonly CellCounts[]): ExactCounts {
  return Object.fromEntries(
    cells.map(({ name, counts }) => [
      name,
      Object.fromEntries(
        counts
          .filter(({ isExact, name: what }) => isExact && !dependsOnTimingOrPlace(name, what))
          .map(({ name: what, median }) => [what, median]),
      ),
    ]),
  );
}

/** Writes the file. */
export function writeExactCounts(exact: ExactCounts): void {
  writeFileSync(path, `${JSON.stringify(exact, null, 1)}\n`);
}

/** The counts that changed, one line each; empty if none did. */
export function changedCounts(
  expected: Readonly<Record<string, number>>,
  { name, counts }: CellCounts,
): string[] {
  return Object.entries(expected).flatMap(([what, count]) => {
    const now = counts.find((one) => one.name === what);
    if (now?.isExact && now.median === count) return [];
    const seen =
      now === undefined
        ? "is not counted"
        : now.isExact
          ? `is ${now.median}`
          : `is between ${now.least} and ${now.most}`;
    return [`${name}: ${what} of a call ${seen}, and was ${count}`];
  });
}
