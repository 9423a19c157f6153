// What a command can end with beside success, and how it is told.
import * as Data from "effect/Data";
import { isErrorWithCode } from "./system.ts";

/** The command was called in a way that cannot be answered; its message says what would be right. Exit code 2. */
export class Usage extends Data.TaggedError("Usage")<{ readonly message: string }> {
  constructor(message: string) {
    super({ message });
  }
}

/** The command did its work, told what it found, and this is its exit code. */
export class Ended extends Data.TaggedError("Ended")<{ readonly code: number }> {}

/** Errors of the project by which somebody named what is not there, or does not fit; their messages say what would be right. */
const mistakes = new Set([
  "Usage",
  "RunUnreadable",
  "RunBusy",
  "RunsDiffer",
  "RuntimeMissing",
  "PlanOutdated",
  "FleetRefused",
]);

/** The exit code for an error that ended a command. */
export function codeFor(error: unknown): number {
  if (!(error instanceof Error && "_tag" in error)) return 1;
  // A folder that holds a run already was named by mistake; a disk that is full was not.
  const taken = isErrorWithCode(error.cause) && error.cause.code === "EEXIST";
  return mistakes.has(String(error._tag)) || taken ? 2 : 1;
}

/** An error as lines for a person; the stack only where the error is one of the program's own making. */
export function explain(error: unknown): string {
  if (error instanceof Usage) return error.message;
  if (!(error instanceof Error)) return `Thrown was no error but ${String(error)}`;
  if (isErrorWithCode(error)) return error.message;
  const causes: string[] = [];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    // The operating system's words are in the message already, in better ones.
    if (!isErrorWithCode(cause)) causes.push(`  because: ${cause.message}`);
  }
  const known = error.name === "RangeError" || "_tag" in error;
  return [known ? error.message : (error.stack ?? error.message), ...causes].join("\n");
}

/**
 * Does `work`, and takes what it says is out of bounds for a mistake of whoever typed it.
 *
 * @throws Usage in place of a RangeError or TypeError.
 */
export async function asUsage<A>(work: () => A | Promise<A>): Promise<A> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw new Usage(error.message);
    throw error;
  }
}
