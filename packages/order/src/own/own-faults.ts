// What is wrong with a user's probe that was run: one sentence each, with the file and the line.
import { type Observed, recorderOf } from "../observe.ts";
import { programFiles } from "../program.ts";
import type { OwnProbe } from "./load.ts";

/**
 * The faults that runs show: a program that throws, does not end, ends in another way than it declares, or marks nothing.
 *
 * @returns one sentence for each kind of ending, with the runtimes under which it came.
 */
export function ownFaults(
  { file, probe, lines }: OwnProbe,
  observed: readonly Observed[],
): readonly string[] {
  const found = new Map<string, { says: string; under: string[] }>();
  for (const { kind, target, failures, frequencies } of observed.filter((one) => one.probe.id === probe.id)) {
    const runs = frequencies.reduce((sum, { count }) => sum + count, 0);
    for (const { ending, count, output } of failures) {
      const at = lineOf(output) ?? lines.program ?? 1;
      const says = `${file}:${at}: ${whatFailed(ending, output)}`;
      const one = found.get(says) ?? { says, under: [] };
      one.under.push(`${target.id} ${target.version} (${kind}, ${count} of ${runs} runs)`);
      found.set(says, one);
    }
  }
  return [...found.values()].map(({ says, under }) => `${says}; seen under ${under.join(", ")}`);

  /** The line of the user's file that the output names first, as a line of one of the program's files. */
  function lineOf(output: string): number | undefined {
    const places = probe.kinds
      .flatMap((kind) => programFiles(probe, kind, recorderOf(probe)))
      .flatMap(({ name, holds, before, leftOut }) => {
        const found = new RegExp(`\\b${name.replaceAll(".", "\\.")}:(\\d+)`).exec(output);
        const start = lines[holds];
        if (found === null || start === undefined) return [];
        return [{ at: found.index, line: start + leftOut + Number(found[1]) - before - 1 }];
      });
    return places.sort((a, b) => a.at - b.at)[0]?.line;
  }

  function whatFailed(ending: string, output: string): string {
    if (ending === "hung") {
      return `the program does not end within ${probe.limitMs ?? 10_000} ms: end it, or declare endings: ["hung"]`;
    }
    if (ending === "no mark") return `the program ends without a mark: call mark("name") where it gets to`;
    // Deno writes `error: Uncaught (in promise) TypeError: …`, Node `TypeError: …`, Bun `error: …` for a plain Error.
    const prefix = /^(?:error: )?(?:Uncaught )?(?:\(in promise\) )?/;
    const line = output
      .split("\n")
      .find((one) => /^error: /.test(one) || /^\w*(?:Error|Exception)\b(?: \[\w+\])?: /.test(one));
    const thrown = line?.replace(prefix, "");
    if (thrown !== undefined) {
      return `the program throws ${thrown.replace(/^Error: /, "")}: catch it, or declare endings: ["${ending}"]`;
    }
    return `the program ends with ${ending}: declare endings: ["${ending}"] if that is its answer`;
  }
}
