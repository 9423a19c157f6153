// Runs an Effect where it leaves a model. Effect is loaded only once one was returned, and then as the file loads it: its
// version may be another than ours.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type * as Effect from "effect/Effect";

/** Runs effects to their values. */
export type RunEffect = (effect: unknown, signal: AbortSignal) => Promise<unknown>;

/** Whether a value is an Effect, of version 3 or 4. A promise, which most calls return, is told at once: each is timed. */
export function isEffect(value: unknown): boolean {
  if (typeof value !== "object" || value === null || value instanceof Promise) return false;
  return "~effect/Effect" in value || version3 in value;
}

const version3 = Symbol.for("effect/Effect");

/**
 * Loads what runs effects: Effect as it is installed for the file.
 *
 * @param file the URL of the file whose model returned an effect.
 */
export async function loadRunEffect(file: string): Promise<RunEffect> {
  const installed = effectFor(file);
  const { runPromise }: Pick<typeof Effect, "runPromise"> =
    installed === undefined ? await import("effect/Effect") : await import(installed);
  return (effect, signal) => runPromise(effect as Effect.Effect<unknown, unknown>, { signal });
}

/** The module for a file; undefined if it came with something that the file imports. */
function effectFor(file: string): string | undefined {
  try {
    return pathToFileURL(createRequire(file).resolve("effect/Effect")).href;
  } catch {
    return undefined;
  }
}
