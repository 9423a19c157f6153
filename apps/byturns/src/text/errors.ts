// The ways a command can fail, how each is printed, and its exit code.
import { whyDiskRefuses } from "@byturns/record/files/lost";
import { terminalText } from "@byturns/text/plain";
import * as Data from "effect/Data";
import { exitCodes } from "./exit-codes.ts";
import { isErrorWithCode } from "./system.ts";

/** The command line is invalid; the message explains what would be valid. */
export class Usage extends Data.TaggedError("Usage")<{ readonly message: string }> {
  constructor(message: string) {
    super({ message });
  }
}

/** The command did its work and printed its findings; `code` is its exit code. */
export class Ended extends Data.TaggedError("Ended")<{ readonly code: number }> {}

/** Errors for a name that does not exist or a value that does not fit; their messages explain what would be valid. */
const usageErrors = new Set([
  "Usage",
  "RunUnreadable",
  "RunBusy",
  "RunsDiffer",
  "RuntimeMissing",
  "PlanOutdated",
  "FleetRefused",
]);

/** Errors for external failures: a disk, a file, a database. */
const environmentErrors = new Set(["RecordLost", "FleetUnreachable", "SqlError"]);

/** The exit code for an error that ended a command. */
export function codeFor(error: unknown): number {
  if (!(error instanceof Error)) return exitCodes.internal;
  const tag = "_tag" in error ? String(error._tag) : "";
  // A folder that already holds a run is a wrong argument; a full disk is not.
  if (usageErrors.has(tag) || isTaken(error.cause)) return exitCodes.usage;
  if (environmentErrors.has(tag) || isErrorWithCode(error) || isErrorWithCode(error.cause))
    return exitCodes.environment;
  return tag === "" ? exitCodes.internal : exitCodes.bad;
}

/** Whether an error reports that something already exists, be it from the system or a record. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

/** An error as lines for display, free of control characters; with its stack only for a defect of the program. */
export function explain(error: unknown): string {
  if (error instanceof Usage) return terminalText(error.message);
  if (!(error instanceof Error)) return `Thrown value is not an Error: ${terminalText(String(error))}`;
  if (isErrorWithCode(error)) return terminalText(ofSystem(error));
  const causes: string[] = [];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    // The outer error already includes the operating system's message.
    if (!isErrorWithCode(cause)) causes.push(`  because: ${cause.message}`);
  }
  const known = error.name === "RangeError" || "_tag" in error;
  return terminalText([known ? error.message : (error.stack ?? error.message), ...causes].join("\n"));
}

/** The operating system's own words, but in ours for a folder that is gone, and for a disk that refuses. */
function ofSystem({ code, path, message, syscall }: NodeJS.ErrnoException): string {
  if (syscall === "uv_cwd") return "The current folder is no longer there: change into one that is";
  const why = whyDiskRefuses(code);
  return why === undefined ? message : `Cannot write ${path === undefined ? "a file" : path}: ${why}`;
}

/**
 * Runs `work`; a value out of bounds counts as a mistake on the command line.
 *
 * @throws Usage instead of a RangeError or TypeError.
 */
export async function asUsage<A>(work: () => A | Promise<A>): Promise<A> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw new Usage(error.message);
    throw error;
  }
}
