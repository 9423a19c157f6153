// Loaded before a user's file: hands on what ends the process, which on stderr cannot be told from what the file prints.
import { writeSync } from "node:fs";
import type { Thrown } from "./load-in-child.ts";

const fd = 4;
const keptChars = 8_000;

process.on("uncaughtExceptionMonitor", (error) => {
  const told: Thrown = {
    name: textOf(() => error.name) || "Error",
    message: withErrors(
      error,
      textOf(() => error.message),
    ),
    code: textOf(() => (error as { code?: unknown }).code),
    stack: textOf(() => error.stack),
  };
  writeSync(fd, JSON.stringify(told));
});

/** What a property holds, if it is a text: a user's error may hold anything, and its getters may throw. */
function textOf(read: () => unknown): string {
  try {
    const value = read();
    return typeof value === "string" ? value.slice(0, keptChars) : "";
  } catch {
    return "";
  }
}

/** An AggregateError says why in its errors. */
function withErrors(error: Error, message: string): string {
  try {
    const { errors = [] } = error as { errors?: readonly Error[] };
    const reasons = errors.slice(0, 3).map((one) => textOf(() => one.message));
    return reasons.length === 0 ? message : `${message} (${reasons.join("; ")})`;
  } catch {
    return message;
  }
}
