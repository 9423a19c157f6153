// Loads what a file declares, in a bounded process; each thing that can go wrong becomes one sentence.
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { whyNoName } from "@byturns/define/checks";
import type { Description } from "@byturns/define/describe";
import type { LoadedMessage } from "@byturns/define/loaded";
import type { Fault } from "@byturns/order";
import { loadInChild } from "@byturns/order/own/load-in-child";
import { fault } from "./fault.ts";
import { whyNotLoaded } from "./why-not-loaded.ts";

/** A file with an example. */
export interface OwnFile {
  readonly file: string;
  readonly id: string;
  readonly description: Description;
}

/** How a file is loaded. */
export interface LoadOptions {
  /** After how many milliseconds loading is ended, > 0. Default: 10000. */
  readonly limitMs?: number;
  /** Inputs to describe beside those that the file names. */
  readonly others?: readonly unknown[];
}

const usualLimitMs = 10_000;
const loader = fileURLToPath(import.meta.resolve("@byturns/define/loader.child"));

/**
 * Starts the process that loads a file.
 *
 * @param kind what its default export is.
 * @param others inputs to describe beside those that the file names.
 */
export const load = (
  file: string,
  limitMs: number,
  kind: "example" | "config",
  others: readonly unknown[] = [],
) => loadInChild<LoadedMessage>(loader, file, limitMs, [kind, JSON.stringify(others)]);

/**
 * Loads the example of a file.
 *
 * @param file an absolute path; the example's id is its name up to the first dot, or the one that it gives itself.
 * @param options bounds, and what else is asked of it.
 * @returns the example, or why there is none.
 */
export async function loadFile(
  file: string,
  { limitMs = usualLimitMs, others = [] }: LoadOptions = {},
): Promise<OwnFile | Fault> {
  if (!existsSync(file)) return fault(file, "there is no such file");
  const loading = await load(file, limitMs, "example", others);
  const { message } = loading;
  if (message?._tag === "example") {
    const { description } = message;
    const id = description.name ?? basename(file).split(".")[0];
    const why = whyNoName(id);
    if (why === undefined) return { file, id: id as string, description };
    return fault(
      file,
      `the first part of its file's name, ${JSON.stringify(id)}, is no name: ${why}; give it another by name: "…"`,
    );
  }
  if (message?._tag === "problem") return fault(file, message.problem, message.line);
  return whyNotLoaded(loading, file, limitMs);
}
