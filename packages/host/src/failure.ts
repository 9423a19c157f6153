// An error that an example threw, as data of bounded size.
import { bounded } from "@byturns/record/bounded";
import { failureChars } from "@byturns/record/bounds";
import type { Failure } from "@byturns/record/protocol";
import { replacedGlobals } from "./globals.ts";

/**
 * Describes a thrown value, with the message of its cause, and with the globals that are no longer the runtime's own: the
 * error may come from them. Never throws, whatever the value's properties do, and whatever was replaced.
 *
 * @param error any value; long texts keep their head and tail.
 */
export function describeFailure(error: unknown): Failure {
  const replaced = replacedGlobals();
  if (replaced === "") return described(error);
  const { name = "Error", message = "", stack } = attempt(() => described(error)) ?? {};
  const [first = ""] = message.split("\n");
  const says = `it replaced ${replaced}, which what measures it uses too: put back what was there`;
  return {
    name: globalsReplaced,
    message: `${says}; it failed with ${name}: ${bounded(first, 100)}`,
    ...(stack === undefined ? {} : { stack }),
  };
}

/** The name of a failure that may come from what the model replaced. */
const globalsReplaced = "GlobalsReplaced";

function described(error: unknown): Failure {
  const isError = attempt(() => error instanceof Error) === true;
  if (!isError) {
    const value = attempt(() => textOf(error)) ?? "a value without a text";
    return { name: "Error", message: bounded(`Thrown value is not an Error: ${value}`, failureChars) };
  }
  const text = (name: "name" | "message" | "stack") => {
    const value = attempt(() => (error as Error)[name]);
    return typeof value === "string" ? bounded(value, failureChars) : undefined;
  };
  const stack = text("stack");
  const message = text("message") ?? "";
  const cause = attempt(() => (error as Error).cause);
  const why = attempt(() => reasonsOf(error as Error, cause).join("; "));
  const places = [stack, attempt(() => (cause as Error).stack), positionOf(error)];
  const kept = places.filter((one) => typeof one === "string").join("\n");
  return {
    name: text("name") ?? "Error",
    message: typeof why === "string" && why !== "" ? bounded(`${message} (${why})`, failureChars) : message,
    ...(kept === "" ? {} : { stack: bounded(kept, failureChars) }),
  };
}

/** An object says little of itself as a text, and much as JSON: `{"_tag":"SoldOut"}`. */
function textOf(value: unknown): string {
  const isPlain = typeof value === "object" && Object.prototype.toString.call(value) === "[object Object]";
  return value !== null && isPlain ? (attempt(() => JSON.stringify(value)) ?? String(value)) : String(value);
}

/** What the cause says, or the errors of an AggregateError; one that leads back to the error says nothing new. */
function reasonsOf(error: Error, cause: unknown): readonly string[] {
  const several: unknown = (error as { errors?: unknown }).errors;
  const all: readonly unknown[] = Array.isArray(several) ? several.slice(0, 3) : [cause];
  return all.flatMap((one) =>
    one instanceof Error && one !== error && one.message !== "" ? [one.message] : [],
  );
}

/** Where Bun could not parse a file: its error has no stack. */
function positionOf(error: unknown): string | undefined {
  const position = attempt(() => (error as { position?: { file?: unknown; line?: unknown } }).position);
  const { file, line } = position ?? {};
  return typeof file === "string" && typeof line === "number" ? `    at ${file}:${line}` : undefined;
}

function attempt<A>(read: () => A): A | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
