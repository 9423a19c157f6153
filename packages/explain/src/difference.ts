// What differs between two cells: the same tree for both, and the functions by how much their own time changed.
import type { Group, GroupRule } from "./attribute.ts";
import type { Sample } from "./cpu-profile.ts";
import type { FlameNode } from "./flame-tree.ts";
import { weigh } from "./weigh.ts";

/** A function in a stack, as it was before and as it is after. Times are microseconds a unit of work. */
export interface DifferenceNode {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly group: Group;
  readonly before: { readonly self: number; readonly total: number };
  readonly after: { readonly self: number; readonly total: number };
  readonly children: readonly DifferenceNode[];
}

/**
 * Merges two trees: a node for each stack that is in one of them.
 *
 * Both are to be folded over their own units of work, so that their times are those of one unit.
 */
export function compareTrees(before: FlameNode | undefined, after: FlameNode | undefined): DifferenceNode {
  const one = after ?? before;
  if (one === undefined) throw new TypeError("Cannot compare two trees of which neither is there");
  const keys = new Set([...(after?.children.keys() ?? []), ...(before?.children.keys() ?? [])]);
  const children = Array.from(keys, (key) =>
    compareTrees(before?.children.get(key), after?.children.get(key)),
  );
  return {
    name: one.name,
    file: one.file,
    line: one.line,
    group: one.group,
    before: { self: before?.self ?? 0, total: before?.total ?? 0 },
    after: { self: after?.self ?? 0, total: after?.total ?? 0 },
    children: children.toSorted(
      (a, b) =>
        Math.max(b.after.total, b.before.total) - Math.max(a.after.total, a.before.total) ||
        a.name.localeCompare(b.name),
    ),
  };
}

/** How much a function's own time changed, wherever it was called from. */
export interface FunctionChange {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly group: Group;
  /** Microseconds a unit of work. */
  readonly before: number;
  readonly after: number;
}

/** Samples, and how many units of work they cover. */
export interface Stretch {
  readonly samples: readonly Sample[];
  readonly units: number;
}

/**
 * The functions of two stretches, by how much their own time a unit of work changed: the largest change first, in
 * either direction. Native code counts as its caller's.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { changedFunctions } from "@byturns/explain";
 *
 * const stack = [{ name: "work", url: "file:///app/work.ts", line: 1 }];
 * const before = { samples: [{ stack, atUs: 0, weightUs: 100 }], units: 1 };
 * const after = { samples: [{ stack, atUs: 0, weightUs: 120 }], units: 1 };
 * const [first] = changedFunctions(before, after, { root: "/app" });
 * assert.deepEqual([first?.name, first?.before, first?.after], ["work", 100, 120]);
 * ```
 */
export function changedFunctions(
  before: Stretch,
  after: Stretch,
  options: { readonly root: string; readonly rules?: readonly GroupRule[] | undefined },
): readonly FunctionChange[] {
  const changes = new Map<string, { -readonly [Key in keyof FunctionChange]: FunctionChange[Key] }>();
  const add = ({ samples, units }: Stretch, side: "before" | "after") => {
    for (const { name, file, line, group, selfUs } of weigh(samples, options).functions) {
      const key = name === "(anonymous)" ? `${file}:${line}` : `${name} ${file}`;
      const entry = changes.get(key) ?? { name, file, line, group, before: 0, after: 0 };
      entry[side] += selfUs / units;
      changes.set(key, entry);
    }
  };
  add(before, "before");
  add(after, "after");
  return [...changes.values()].toSorted(
    (a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before),
  );
}
