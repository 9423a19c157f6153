// What a command can end with beside success, how that is printed, and which exit code it has.
import { terminalText } from "@byturns/text/plain";
import * as Data from "effect/Data";
import { exitCodes } from "./exit-codes.ts";
import { isErrorWithCode } from "./system.ts";

/** The command line cannot be answered; the message says what would be right. */
export class Usage extends Data.TaggedError("Usage")<{ readonly message: string }> {
  constructor(message: string) {
    super({ message });
  }
}

/** The command did its work and printed what it found; `code` is its exit code. */
export class Ended extends Data.TaggedError("Ended")<{ readonly code: number }> {}

/** Errors for a name that does not exist or a value that does not fit; their messages say what would be right. */
const usageErrors = new Set([
  "Usage",
  "RunUnreadable",
  "RunBusy",
  "RunsDiffer",
  "RuntimeMissing",
  "PlanOutdated",
  "FleetRefused",
]);

/** Errors for what failed outside: a disk, a file, a database. */
const environmentErrors = new Set(["RecordLost", "FleetUnreachable", "SqlError"]);

/** The exit code for an error that ended a command. */
export function codeFor(error: unknown): number {
  if (!(error instanceof Error)) return exitCodes.internal;
  const tag = "_tag" in error ? String(error._tag) : "";
  // A folder that already holds a run was named by mistake; a full disk was not.
  if (usageErrors.has(tag) || isTaken(error.cause)) return exitCodes.usage;
  if (environmentErrors.has(tag) || isErrorWithCode(error) || isErrorWithCode(error.cause))
    return exitCodes.environment;
  return tag === "" ? exitCodes.internal : exitCodes.bad;
}

/** Whether an error is about something that is there already, whether the system or a record found it. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

/** An error as lines for a person, free of control characters; with its stack only where it is a defect of the program. */
export function explain(error: unknown): string {
  if (error instanceof Usage) return terminalText(error.message);
  if (!(error instanceof Error)) return `Thrown value is not an Error: ${terminalText(String(error))}`;
  if (isErrorWithCode(error)) return terminalText(error.message);
  const causes: string[] = [];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    // The operating system's message is part of the outer one already.
    if (!isErrorWithCode(cause)) causes.push(`  because: ${cause.message}`);
  }
  const known = error.name === "RangeError" || "_tag" in error;
  return terminalText([known ? error.message : (error.stack ?? error.message), ...causes].join("\n"));
}

/**
 * Runs `work`; a value that it finds out of bounds counts as a mistake on the command line.
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
