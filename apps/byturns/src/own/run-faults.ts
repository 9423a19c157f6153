// What went wrong in the forks of one's own files: one sentence for each model and reason.
import { resolve } from "node:path";
import { lineIn } from "@byturns/order/own/load-in-child";
import { crashReason, type ForkRecord, readRun } from "@byturns/record";

/**
 * The faults of a run's forks, each as one sentence that begins with the file, and the line where there is one.
 *
 * @param folder of the run.
 * @param root the folder that the plan's files are relative to.
 */
export async function runFaults(folder: string, root: string): Promise<readonly string[]> {
  const { plan, forks } = await readRun(folder);
  const cells = new Map(plan.cells.map((one) => [one.id, one]));
  const found = new Map<string, { readonly says: string; readonly under: Set<string> }>();
  for (const fork of forks) {
    const cell = cells.get(fork.cell);
    const name = cell && plan.files?.[cell.example];
    if (cell === undefined || name === undefined || fork.outcome._tag === "done") continue;
    const file = resolve(root, name);
    const line = lineIn(textOf(fork), file);
    const says = `${file}${line === undefined ? "" : `:${line}`}: ${whatFailed(fork, cell.model)}`;
    const one = found.get(says) ?? { says, under: new Set() };
    one.under.add(`${cell.input} on ${cell.runtime}`);
    found.set(says, one);
  }
  return Array.from(found.values(), ({ says, under }) => `${says} (${[...under].join(", ")})`);
}

/** Where a fork says at which line it failed. */
function textOf({ outcome, stderr }: ForkRecord): string {
  return outcome._tag === "failed" ? (outcome.failure.stack ?? "") : stderr;
}

function whatFailed({ outcome, exitCode, exitSignal, stderr }: ForkRecord, model: string): string {
  const its = `its model ${model}`;
  switch (outcome._tag) {
    case "wrong":
      return `${its} returns what it must not: ${outcome.wrong[0]}`;
    case "failed":
      return whatWasThrown(outcome.failure, its);
    case "timedOut":
      return `${its} was still running after ${outcome.limitMs / 1_000} s: a call must settle, and not block for ever`;
    case "outOfMemory":
      return `${its} ran out of memory`;
    case "invalidMessage":
      return `${its} sent a message of its own to the command (${outcome.what}): process.send is not its to use`;
    default: {
      const end = exitSignal === null ? `exit code ${exitCode}` : exitSignal;
      const reason = crashReason(stderr);
      return reason === ""
        ? `${its} ended its process with ${end}: a model returns or throws, and leaves the process running`
        : `${its} ended its process with ${end}: ${reason}; catch it, and await every promise that may reject`;
    }
  }
}

function whatWasThrown(
  { name, message }: { readonly name: string; readonly message: string },
  its: string,
): string {
  if (name === "ProcessLingers") {
    return `${its} leaves something running after its last call: clear its timers, and close what it opened`;
  }
  if (/^Output|^The output/.test(message)) return `${its} returns what JSON cannot carry: ${message}`;
  const [, kind, place] = /Requires (\w+) access(?: to "?([^",]+?)"?)?(?:,|$)/.exec(message) ?? [];
  if (kind !== undefined) {
    const wanted = place === undefined || place.startsWith("<") ? "*" : place;
    return `${its} needs a permission of Deno, ${kind}${place === undefined ? "" : ` of ${place}`}: add permissions: { ${kind}: ["${wanted}"] } to defineExample`;
  }
  return `${its} throws ${name === "Error" ? "" : `${name}: `}${message.replace(/^Thrown value is not an Error: /, "what is no Error: ")}`;
}
