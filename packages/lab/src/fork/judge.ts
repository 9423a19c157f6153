// Judges a process's end: turns what was observed into an outcome.
import { readFileSync } from "node:fs";
import { bounded, decoder, keptOutputChars, type Outcome, type Result } from "@byturns/record";
import type { AnySpec, RunInfo } from "@byturns/spec";
import { medianOfCounted } from "@byturns/statistics/figures/distribution";
import * as Schema from "effect/Schema";
import type { ForkEnd } from "./fork.ts";
import { memoryLimitBytes } from "./memory.ts";

/** Limits on the recorded mistakes: number of lines, and characters in each. */
const maxWrong = 20;
const wrongChars = 2_000;

/**
 * Judges a fork: how it ended, and whether every returned output is correct.
 *
 * @param input as given to the process.
 * @param limitMs as given to the process.
 * @param starved whether the machine ran out of memory during the fork and killed processes.
 */
export function judge(
  end: ForkEnd,
  spec: AnySpec,
  input: unknown,
  runInfo: RunInfo,
  limitMs: number,
  starved: boolean,
): Outcome {
  const { result, failure, invalidMessage, ended, exitCode, exitSignal, stderr } = end;
  if (invalidMessage !== undefined) return { _tag: "invalidMessage", what: invalidMessage };
  if (ended === "limit") return { _tag: "timedOut", limitMs };
  if (ended === "memory") return { _tag: "outOfMemory", limitBytes: memoryLimitBytes() };
  if (ended === "lingers") {
    const message = "The process did not end by itself after its result: something in it still runs";
    return { _tag: "failed", failure: { name: "ProcessLingers", message } };
  }
  const died = exitCode !== 0;
  if (died && ended === undefined && (outOfMemory.test(stderr) || (starved && exitSignal === "SIGKILL"))) {
    return { _tag: "outOfMemory" };
  }
  if (failure !== undefined) return { _tag: "failed", failure };
  if (result === undefined || died) return { _tag: "crashed" };
  const wrong =
    result.outputs.length > 0 ? [...wrongIn(spec, input, result.outputs, runInfo)] : [noOutput(result)];
  const { measurement, wrong: found = [] } = result;
  wrong.push(...found.slice(0, maxWrong).map((line) => bounded(line, wrongChars)));
  if (wrong.length > 0) return { _tag: "wrong", wrong, measurement };
  const readings = readingsOf(spec, input, result);
  return { _tag: "done", measurement, ...(readings === undefined ? {} : { readings }) };
}

/**
 * The readings of correct outputs, the spec's or those that a user's own file has made: the median over the measured
 * calls, several of which may have returned the same output; undefined if there are no readings.
 */
export function readingsOf(
  { readings, input: ofInput, output: ofOutput }: AnySpec,
  input: unknown,
  { outputs, measuredCalls, readings: made }: Pick<Result, "outputs" | "measuredCalls" | "readings">,
): Readonly<Record<string, number>> | undefined {
  if (made !== undefined) return medians(made, measuredCalls);
  if (readings === undefined) return undefined;
  const given = Schema.decodeUnknownSync(ofInput)(input);
  const returned = outputs.map((output) => Schema.decodeUnknownSync(ofOutput)(output));
  const read = readings.map(({ id, of }) => [id, returned.map((output) => of(output, given))] as const);
  return medians(Object.fromEntries(read), measuredCalls);
}

/** The medians of figures that stand in the order of the outputs; none of a reading that no measured call holds. */
function medians(
  readings: Readonly<Record<string, readonly (number | null | undefined)[]>>,
  measuredCalls: readonly number[],
): Readonly<Record<string, number>> {
  const known = Object.entries(readings).flatMap(([id, figures]): [string, number][] => {
    const counted = figures.flatMap((value, i) => {
      const times = measuredCalls[i] ?? 0;
      return value === null || value === undefined || times === 0 ? [] : [{ value, times }];
    });
    return counted.length === 0 ? [] : [[id, medianOfCounted(counted)]];
  });
  return Object.fromEntries(known);
}

/** The mistakes in the outputs, without repetition; checks at least one output. */
export function wrongIn(
  spec: AnySpec,
  input: unknown,
  outputs: readonly unknown[],
  runInfo: RunInfo,
): readonly string[] {
  const given = decoder(spec.input)(input);
  if ("why" in given) return [`the input does not fit its schema: ${given.why}`];
  const decode = decoder(spec.output);
  const wrong = new Set<string>();
  for (const output of outputs) {
    const returned = decode(output);
    if ("why" in returned) wrong.add(`an output does not fit its schema: ${returned.why}`);
    else for (const line of check(spec, given.value, returned.value, runInfo)) wrong.add(line);
    if (wrong.size >= maxWrong) break;
  }
  return [...wrong].slice(0, maxWrong).map((line) => bounded(line, wrongChars));
}

function noOutput({ measurement, largestUnchecked = 0 }: Result): string {
  if (measurement.uncheckedCalls === 0) return "nothing was returned";
  const [found, bound] = [largestUnchecked, keptOutputChars].map((chars) => chars.toLocaleString("en-US"));
  return `no output could be checked: one has ${found} characters as JSON, and at most ${bound} are kept`;
}

function check(spec: AnySpec, input: unknown, output: unknown, runInfo: RunInfo): readonly string[] {
  try {
    return spec.check(input, output, runInfo);
  } catch (error) {
    return [`the check itself failed: ${String(error)}`];
  }
}

/** The messages that V8, JavaScriptCore and the C++ runtime print when out of memory. */
const outOfMemory =
  /heap out of memory|out of memory|OutOfMemory|memory allocation of|std::bad_alloc|allocation failed/i;

/**
 * How often the OOM killer ended a process on this machine or in this control group; 0 if not reported.
 *
 * @param path of the kernel's counters.
 */
export function memoryKills(path = "/proc/vmstat"): number {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync(path, "latin1"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
