// A `.cpuprofile`, as `--cpu-prof` writes it: a tree of call frames, and samples that name nodes of it.
//
// V8 samples all the time and labels the time without JavaScript: `(idle)`, `(program)`, `(garbage collector)`.
// JavaScriptCore samples only while JavaScript runs, so a pause is a gap between two samples.
import { ProfileUnreadable } from "./errors.ts";

/** A function in a stack. */
export interface Frame {
  /** Empty for an anonymous function. */
  readonly name: string;
  /** A file's URL or path; a name such as `node:events` for the runtime's own; empty for native code. */
  readonly url: string;
  /** Counted from 1; 0 where it is not known. */
  readonly line: number;
}

/** One sample: a stack, and the time until the next sample. */
export interface Sample {
  /** From the innermost function outwards, without the root. */
  readonly stack: readonly Frame[];
  /** Microseconds on the profile's own clock. */
  readonly atUs: number;
  /** Microseconds. */
  readonly weightUs: number;
}

/** The samples of one thread, in the order of time. */
export interface CpuProfile {
  readonly samples: readonly Sample[];
}

interface RawNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

/** What counts as a gap in which nothing was sampled: this many times the usual distance of two samples. */
const gapFactor = 5;

const idle: Frame = { name: "(idle)", url: "", line: 0 };

/**
 * Reads a `.cpuprofile` of Node, Deno or Bun.
 *
 * A sample stands for the time until the next one. If that is more than 5 times the median, the rest cannot be
 * attributed: it counts as idle time.
 *
 * @param text the file's content.
 * @param name the file's name, for messages.
 * @throws ProfileUnreadable when it is not JSON, or not a profile with samples.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseCpuProfile } from "@byturns/explain";
 *
 * const frame = { functionName: "work", url: "file:///app.ts", lineNumber: 4 };
 * const profile = parseCpuProfile(
 *   JSON.stringify({
 *     nodes: [{ id: 1, callFrame: frame }],
 *     startTime: 0,
 *     endTime: 2_000,
 *     samples: [1, 1],
 *     timeDeltas: [0, 1_000],
 *   }),
 *   "app.cpuprofile",
 * );
 * assert.equal(profile.samples.length, 2);
 * ```
 */
export function parseCpuProfile(text: string, name: string): CpuProfile {
  const { nodes, samples: ids, timeDeltas, startTime, endTime } = decode(text, name);
  const stacks = stacksOf(nodes, name);
  const atUs: number[] = [];
  let nowUs = startTime;
  for (const delta of timeDeltas) {
    // V8 may write a delta that is slightly negative, where samples of two clocks meet.
    nowUs += Math.max(0, delta);
    atUs.push(nowUs);
  }
  const usualUs = medianOf(timeDeltas.filter((delta) => delta > 0));
  const mostUs = usualUs * gapFactor;
  const samples: Sample[] = [];
  ids.forEach((id, i) => {
    const stack = stacks.get(id);
    if (stack === undefined) {
      throw new ProfileUnreadable(`${name}: sample ${i} names node ${id}, which is not among the nodes`);
    }
    const at = atUs[i] as number;
    const weightUs = Math.max(0, (atUs[i + 1] ?? Math.max(endTime, at)) - at);
    const isIdle = stack[0]?.name === idle.name;
    const kept = isIdle || mostUs === 0 ? weightUs : Math.min(weightUs, mostUs);
    samples.push({ stack, atUs: at, weightUs: kept });
    if (kept < weightUs) samples.push({ stack: [idle], atUs: at + kept, weightUs: weightUs - kept });
  });
  return { samples };
}

function decode(text: string, name: string) {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ProfileUnreadable(
      `${name} is not JSON, as when its process ends before it is written; take it again: ${(error as Error).message}`,
    );
  }
  const raw = value as {
    readonly nodes: readonly RawNode[];
    readonly samples: readonly number[];
    readonly timeDeltas: readonly number[];
    readonly startTime: number;
    readonly endTime: number;
  };
  if (typeof raw !== "object" || raw === null || !Array.isArray(raw.nodes)) {
    throw new ProfileUnreadable(`${name} is not a CPU profile: it has no list "nodes"`);
  }
  if (!areNumbers(raw.samples) || !areNumbers(raw.timeDeltas)) {
    throw new ProfileUnreadable(
      `${name} is not a CPU profile: "samples" and "timeDeltas" must be lists of numbers`,
    );
  }
  if (raw.samples.length !== raw.timeDeltas.length) {
    throw new ProfileUnreadable(
      `${name} has ${raw.samples.length} samples and ${raw.timeDeltas.length} time deltas: they must be equally many`,
    );
  }
  if (typeof raw.startTime !== "number" || typeof raw.endTime !== "number") {
    throw new ProfileUnreadable(
      `${name} is not a CPU profile: "startTime" and "endTime" must be microseconds`,
    );
  }
  return raw;
}

function areNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === "number");
}

/** The stack of every node. Nodes of one frame share it, so that a stack is a list of references. */
function stacksOf(nodes: readonly RawNode[], name: string): ReadonlyMap<number, readonly Frame[]> {
  const frames = new Map<string, Frame>();
  const byId = new Map<number, { readonly frame: Frame | undefined; parent: number | undefined }>();
  for (const [i, node] of nodes.entries()) {
    if (typeof node?.id !== "number" || typeof node.callFrame?.functionName !== "string") {
      throw new ProfileUnreadable(`${name}: node ${i} has no id or no call frame`);
    }
    const { functionName, url = "", lineNumber = -1 } = node.callFrame;
    const key = `${functionName}\n${url}\n${lineNumber}`;
    const frame = frames.get(key) ?? { name: functionName, url, line: Math.max(0, lineNumber + 1) };
    frames.set(key, frame);
    byId.set(node.id, { frame: functionName === "(root)" ? undefined : frame, parent: undefined });
  }
  for (const { id, children = [] } of nodes) {
    for (const child of children) {
      const entry = byId.get(child);
      if (entry !== undefined) entry.parent = id;
    }
  }
  const stacks = new Map<number, readonly Frame[]>();
  for (const start of byId.keys()) {
    const stack: Frame[] = [];
    // No stack is deeper than the number of nodes; a deeper one is a cycle.
    for (let at: number | undefined = start; at !== undefined && stack.length <= nodes.length; ) {
      const entry: { frame: Frame | undefined; parent: number | undefined } | undefined = byId.get(at);
      if (entry?.frame !== undefined) stack.push(entry.frame);
      at = entry?.parent;
    }
    if (stack.length > nodes.length) {
      throw new ProfileUnreadable(`${name}: node ${start} is among its own ancestors`);
    }
    stacks.set(start, stack);
  }
  return stacks;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
