// Stacks folded into a tree: what a flame graph draws.
import type { Group, GroupRule } from "./attribute.ts";
import { groupOf, pathOf } from "./attribute.ts";
import type { Frame, Sample } from "./cpu-profile.ts";
import { functionKey, nameOf } from "./weigh.ts";

/** A function as it was called from its parent. */
export interface FlameNode {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly group: Group;
  /** Its own time, a unit of work, in microseconds. */
  readonly self: number;
  /** Its own time, and that of everything it called. */
  readonly total: number;
  /** The key that two profiles share; see `functionKey`. */
  readonly children: ReadonlyMap<string, FlameNode>;
}

interface Growing {
  readonly frame: Frame;
  self: number;
  total: number;
  readonly children: Map<string, Growing>;
}

/**
 * Folds samples into a tree. Idle samples are left out: a flame graph shows work.
 *
 * @param units how many units of work the samples cover, > 0: all times become those of one unit.
 * @throws RangeError when `units` is not > 0.
 */
export function foldStacks(
  samples: readonly Sample[],
  units: number,
  options: { readonly root: string; readonly rules?: readonly GroupRule[] | undefined },
): FlameNode {
  if (!(units > 0)) throw new RangeError(`Cannot fold stacks over ${units} units of work: units must be > 0`);
  const { root, rules } = options;
  const keys = new Map<Frame, string>();
  const keyOf = (frame: Frame) => {
    const known = keys.get(frame);
    if (known !== undefined) return known;
    const key = functionKey(frame, root);
    keys.set(frame, key);
    return key;
  };
  const top = grown({ name: "all", url: "", line: 0 });
  for (const { stack, weightUs } of samples) {
    if (stack.length === 0 || stack[0]?.name === "(idle)") continue;
    const weight = weightUs / units;
    let node = top;
    node.total += weight;
    for (let i = stack.length - 1; i >= 0; i--) {
      const frame = stack[i] as Frame;
      const key = keyOf(frame);
      let child = node.children.get(key);
      if (child === undefined) {
        child = grown(frame);
        node.children.set(key, child);
      }
      child.total += weight;
      node = child;
    }
    node.self += weight;
  }
  return finish(top);

  function finish({ frame, self, total, children }: Growing): FlameNode {
    return {
      name: nameOf(frame),
      file: pathOf(frame, root),
      line: frame.line,
      group: frame === top.frame ? "other" : groupOf(frame, root, rules),
      self,
      total,
      children: new Map(Array.from(children, ([key, child]) => [key, finish(child)])),
    };
  }
}

function grown(frame: Frame): Growing {
  return { frame, self: 0, total: 0, children: new Map() };
}
