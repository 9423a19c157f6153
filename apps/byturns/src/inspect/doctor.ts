// Examines the machine and each runtime's clock, and reports problems.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { FoundRuntime } from "@byturns/lab";
import { clockCondition } from "@byturns/lab/machine/doctor";
import { examineMachine } from "@byturns/lab/machine/machine";
import { variablesHere } from "@byturns/lab/runtime/variables";
import type { Condition } from "@byturns/record";
import { wrap } from "@byturns/text/table";
import { exitCodes } from "../text/exit-codes.ts";
import { columns, paint, print, printJson } from "../text/terminal.ts";
import { chooseRuntimes } from "./runtimes.ts";

const marks = { good: "✓", note: "·", bad: "✕" } as const;
const styles = { good: "green", note: "yellow", bad: "red" } as const;

/**
 * Prints what disturbs this machine.
 *
 * @returns the exit code: 1 when something is bad.
 */
export async function examine(options: { readonly json: boolean }, signal: AbortSignal): Promise<number> {
  const machine = await examineMachine();
  const clocks: Condition[] = [];
  // One after another: each would disturb the others.
  for (const runtime of await chooseRuntimes([])) clocks.push(await clockOf(runtime, signal));
  const conditions = [...machine.conditions, ...clocks, ...ignoredVariables()];
  if (options.json) printJson({ ...machine, conditions });
  else {
    const { cpu, cores, platform, arch, kernel, memoryBytes } = machine;
    print(
      `${paint("bold", cpu)}, ${cores} cores, ${(memoryBytes / 2 ** 30).toFixed(1)} GiB, ${platform} ${kernel} ${arch}`,
    );
    for (const { weight, what, advice } of conditions) {
      print(`${paint(styles[weight], marks[weight])} ${what}`);
      if (advice !== undefined && weight !== "good") {
        for (const line of wrap(advice, columns() - 4)) print(paint("dim", `    ${line}`));
      }
    }
  }
  return conditions.some(({ weight }) => weight === "bad") ? exitCodes.bad : exitCodes.ok;
}

/** Variables that are set here, change how a runtime runs, and reach no measured process. */
function ignoredVariables(): Condition[] {
  const { ignored } = variablesHere();
  if (ignored.length === 0) return [];
  return [
    {
      id: "variables",
      weight: "note",
      what: `${ignored.join(", ")} ${ignored.length === 1 ? "is" : "are"} set here, and not passed on to measured processes`,
      advice: `To measure with it, name a runtime: --runtime mine=node --env mine:${ignored[0]}=<value>`,
    },
  ];
}

/** The smallest observed step of a runtime's clock; pauses of a preempted process do not count. */
const clockProbe = `
  let smallest = Infinity;
  const until = performance.now() + 50;
  for (let before = performance.now(); before < until; ) {
    const now = performance.now();
    if (now > before) smallest = Math.min(smallest, now - before);
    before = now;
  }
  console.log(smallest);
`;

async function clockOf({ title, version, path, id }: FoundRuntime, signal: AbortSignal): Promise<Condition> {
  const words = id === "deno" ? ["eval", clockProbe] : ["--eval", clockProbe];
  const name = `${title} ${version}`;
  try {
    const { stdout } = await promisify(execFile)(path, words, { signal, timeout: 20_000 });
    return clockCondition(name, Number(stdout));
  } catch (error) {
    if (signal.aborted) throw error;
    return {
      id: `clock ${name}`,
      weight: "bad",
      what: `${name} does not start: ${(error as Error).message.split("\n")[0]}`,
    };
  }
}
