// The error of a task whose process is gone.
import type { ChildEnd } from "./child.ts";

/** A child process ended although the pool did not ask it to, or the pool was closed. */
export class ProcessLost extends Error {
  override readonly name = "ProcessLost";
  readonly _tag = "ProcessLost";
}

/** The error for a child that ended by itself, with what it printed last. */
export function lostBy(lane: string, { code, signal, printed }: ChildEnd): ProcessLost {
  const how = signal ?? (code === null ? "it could not be started" : `exit code ${code}`);
  return new ProcessLost(`${lane} ended by itself: ${how} ${printed}`.trim());
}
