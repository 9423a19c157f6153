// Samples summed up: by group, and by function.
import { type Group, type GroupRule, groupOfSample, groupTitles, pathOf } from "./attribute.ts";
import type { Frame, Sample } from "./cpu-profile.ts";

/** The weight of one function. */
export interface FunctionWeight {
  readonly name: string;
  /** Below the checkout's root, or the runtime's name for it; empty for native code without a caller. */
  readonly file: string;
  readonly line: number;
  readonly group: Group;
  /** Its own time, and that of native code that it called. */
  readonly selfUs: number;
}

/** What the samples of a stretch weigh, in microseconds. */
export interface Weights {
  readonly groups: Readonly<Record<Group, number>>;
  /** All of it but idle time. */
  readonly busyUs: number;
  /** Of the busy time, 0 to 1, what has a group. */
  readonly attributed: number;
  /** Heaviest first. */
  readonly functions: readonly FunctionWeight[];
}

/** What the samples are read with. */
export interface WeighOptions {
  /** The checkout's folder, without a slash at its end. */
  readonly root: string;
  readonly rules?: readonly GroupRule[] | undefined;
}

/**
 * Sums up samples.
 *
 * By group, native code is the runtime's. By function it is its caller's, because readers look for the line that called
 * it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseCpuProfile, weigh } from "@byturns/explain";
 *
 * const callFrame = { functionName: "work", url: "file:///app/packages/promises/src/fib.ts", lineNumber: 4 };
 * const text = JSON.stringify({
 *   nodes: [{ id: 1, callFrame }],
 *   startTime: 0,
 *   endTime: 2_000,
 *   samples: [1, 1],
 *   timeDeltas: [0, 1_000],
 * });
 * const { groups } = weigh(parseCpuProfile(text, "app").samples, { root: "/app" });
 * assert.equal(groups.example, 2_000);
 * ```
 */
export function weigh(samples: readonly Sample[], { root, rules }: WeighOptions): Weights {
  const groups = Object.fromEntries(Object.keys(groupTitles).map((group) => [group, 0])) as Record<
    Group,
    number
  >;
  const functions = new Map<string, { frame: Frame; group: Group; selfUs: number }>();
  let busyUs = 0;
  for (const sample of samples) {
    const group = groupOfSample(sample, root, rules);
    groups[group] += sample.weightUs;
    if (group === "idle") continue;
    busyUs += sample.weightUs;
    const frame = chargedTo(sample);
    const key = functionKey(frame, root);
    const entry = functions.get(key) ?? {
      frame,
      group: groupOfSample({ ...sample, stack: [frame] }, root, rules),
      selfUs: 0,
    };
    entry.selfUs += sample.weightUs;
    functions.set(key, entry);
  }
  return {
    groups,
    busyUs,
    attributed: busyUs === 0 ? 1 : 1 - groups.other / busyUs,
    functions: Array.from(functions.values(), ({ frame, group, selfUs }) => ({
      name: nameOf(frame),
      file: pathOf(frame, root),
      line: frame.line,
      group,
      selfUs,
    })).toSorted((a, b) => b.selfUs - a.selfUs),
  };
}

/** The innermost function that has a file, or the innermost of all where none has. */
export function chargedTo({ stack }: Pick<Sample, "stack">): Frame {
  const [leaf] = stack as readonly [Frame];
  if (leaf.name.startsWith("(") && leaf.name.endsWith(")")) return leaf;
  return stack.find(({ url }) => url !== "") ?? leaf;
}

/** What two profiles of changed sources agree on: the function and its file, and the line only where it has no name. */
export function functionKey(frame: Frame, root: string): string {
  const path = pathOf(frame, root);
  return frame.name === "" ? `(anonymous) ${path}:${frame.line}` : `${frame.name} ${path}`;
}

/** How a function is shown. */
export function nameOf({ name }: Frame): string {
  return name === "" ? "(anonymous)" : name;
}
