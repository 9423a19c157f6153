// What went wrong in the forks of one's own files: one sentence for each model and reason.
import { resolve } from "node:path";
import { lineIn, placeIn } from "@byturns/order/own/load-in-child";
import { crashReason, type ForkRecord, readRun } from "@byturns/record";
import { isInstalled, root } from "../layout.ts";
import { fault, short } from "./fault.ts";
import { whyNotFound } from "./why-not-imported.ts";
import { whyNotStripped } from "./why-not-loaded.ts";
import { whyNotParsed } from "./why-not-parsed.ts";

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
    const says = `${saysOf(fork, file, cell.model)}${await whyNotBuilt(fork)}`;
    const one = found.get(says) ?? { says, under: new Set() };
    one.under.add(`${cell.input} on ${cell.runtime}`);
    found.set(says, one);
  }
  return Array.from(found.values(), ({ says, under }) => `${says} (${[...under].join(", ")})`);
}

function saysOf(fork: ForkRecord, file: string, model: string): string {
  const text = textOf(fork);
  const line = lineIn(text, file);
  // What the file imports is named where the error does not come by way of the file.
  const place = line === undefined ? placeIn(text, isTheirs) : undefined;
  const where = place === undefined ? "" : ` (in ${place.file}:${place.line})`;
  return fault(file, `${whatFailed(fork, file, model)}${where}`, line).says;
}

/** What Bun leaves out where it cannot build a worker's file. */
async function whyNotBuilt({ outcome }: ForkRecord): Promise<string> {
  const message = outcome._tag === "failed" ? outcome.failure.message : "";
  const [, file] = /errors? building "([^"]+)"/.exec(message) ?? [];
  const why = file === undefined ? undefined : await whyNotParsed(file);
  return why === undefined ? "" : `: ${why}`;
}

const isTheirs = (file: string) =>
  !/[/\\]node_modules[/\\]/.test(file) && (isInstalled || !file.startsWith(root));

/** Where a fork says at which line it failed. */
function textOf({ outcome, stderr }: ForkRecord): string {
  if (outcome._tag !== "failed") return stderr;
  const { name, message, stack = "" } = outcome.failure;
  // Deno writes the place into the message, and prints that of a thread.
  return [stack, message, name === "ThreadLost" ? stderr : ""].join("\n");
}

function whatFailed(
  { outcome, exitCode, exitSignal, stderr }: ForkRecord,
  file: string,
  model: string,
): string {
  const its = `its model ${model}`;
  switch (outcome._tag) {
    case "wrong":
      return `${its} returns what it must not: ${short(outcome.wrong[0] ?? "")}`;
    case "failed":
      return `${whatWasThrown(outcome.failure, file, its)}${whyThreadLost(outcome.failure, stderr)}`;
    case "timedOut":
      return `${its} was still running after ${outcome.limitMs / 1_000} s: a call must settle, and not block for ever`;
    case "outOfMemory":
      return `${its} ran out of memory`;
    case "invalidMessage": {
      // What a schema says of a message helps nobody who did not mean to send one.
      const what = short(outcome.what.replace(/: SchemaError[\s\S]*$/, ""));
      return `${its} sent a message of its own to the command (${what}): process.send is not its to use`;
    }
    default:
      return `${its} ended its process with ${exitSignal ?? `exit code ${exitCode}`}${whyEnded(stderr)}`;
  }
}

function whyEnded(stderr: string): string {
  const reason = crashReason(stderr);
  if (reason === "") return ": a model returns or throws, and leaves the process running";
  const [, rejected] = /The promise rejected with the reason "(.*)"\.?$/.exec(reason) ?? [];
  const why = rejected === undefined ? short(reason) : `a promise rejects with ${short(rejected)}`;
  return `: ${why}; catch it, and await every promise that may reject`;
}

const notFound = /^(?:Cannot find (?:package|module)|Module not found|Import) ['"]([^'"]+)['"]/;

function whatWasThrown(
  { name, message }: { readonly name: string; readonly message: string },
  file: string,
  its: string,
): string {
  if (name === "GlobalsReplaced") return short(message.replace(/^it/, its));
  if (name === "ProcessLingers") {
    return `${its} leaves something running after its last call: clear its timers, and close what it opened`;
  }
  if (/^Output|^The output|^The toJSON/.test(message)) {
    return `${its} returns what JSON cannot carry: ${short(message)}`;
  }
  const [, kind, place] = /Requires (\w+) access(?: to "?([^",]+?)"?)?(?:,|$)/.exec(message) ?? [];
  if (kind !== undefined) {
    const wanted = place === undefined || place.startsWith("<") ? "*" : place;
    return `${its} needs a permission of Deno, ${kind}${place === undefined ? "" : ` of ${place}`}: add permissions: { ${kind}: ["${wanted}"] } to defineExample`;
  }
  const of = (sentence: string) =>
    sentence.replace(/^it(s?) /, (_, s) => (s === "" ? `${its} ` : `${its}: its `));
  const [, missing] = notFound.exec(message) ?? [];
  if (missing !== undefined) return of(whyNotFound(missing, file, ""));
  if (message.includes("not supported in strip-only mode")) return of(whyNotStripped(message));
  const text = short(message.replace(/^Thrown value is not an Error: /, "what is no Error: "));
  const what =
    name === "Error" ? text || "an Error without a message" : text === "" ? name : `${name}: ${text}`;
  return `${its} throws ${what}`;
}

/** Of a thread that is lost, its process may know more than the pool. */
function whyThreadLost(
  { name, message }: { readonly name: string; readonly message: string },
  stderr: string,
): string {
  const [, code] = name === "ThreadLost" ? (/exit code (\d+)/.exec(message) ?? []) : [];
  if (code === "0") return "; a worker's file calls serve of byturns/worker, and leaves its thread running";
  const reason = code === undefined ? "" : crashReason(stderr).replace(/^\(in worker "[^"]*"\) /, "");
  return reason === "" ? "" : `: ${short(reason)}`;
}
