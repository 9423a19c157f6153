// An error that an example threw, as data of bounded size.
import { bounded } from "@byturns/record/bounded";
import { failureChars } from "@byturns/record/bounds";
import type { Failure } from "@byturns/record/protocol";

/**
 * Describes a thrown value, with the message of its cause. Never throws, whatever the value's properties do.
 *
 * @param error any value; long texts keep their head and tail.
 */
export function describeFailure(error: unknown): Failure {
  const isError = attempt(() => error instanceof Error) === true;
  if (!isError) {
    const value = attempt(() => String(error)) ?? "a value without a text";
    return { name: "Error", message: bounded(`Thrown value is not an Error: ${value}`, failureChars) };
  }
  const text = (name: "name" | "message" | "stack") => {
    const value = attempt(() => (error as Error)[name]);
    return typeof value === "string" ? bounded(value, failureChars) : undefined;
  };
  const stack = text("stack");
  const message = text("message") ?? "";
  const cause = attempt(() => (error as Error).cause);
  const why = attempt(() => (cause instanceof Error ? cause.message : undefined));
  return {
    name: text("name") ?? "Error",
    message: typeof why === "string" && why !== "" ? bounded(`${message} (${why})`, failureChars) : message,
    ...(stack === undefined ? {} : { stack }),
  };
}

function attempt<A>(read: () => A): A | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
