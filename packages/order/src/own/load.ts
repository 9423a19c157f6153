// A user's own probes: files anywhere, in the format of the catalogue's, of which only `program` is required.
import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Probe } from "../probe.ts";
import { lineIn, loadInChild } from "./load-in-child.ts";
import type { LoadedMessage } from "./loaded.ts";
import { readOwn } from "./read-own.ts";

/** A user's probe, and where its functions stand. */
export interface OwnProbe {
  readonly file: string;
  readonly probe: Probe;
  /** The line of the file at which each function stands: `program`, `modules.<name>`, `workers.<name>`. */
  readonly lines: Readonly<Record<string, number>>;
}

/** Why a file is no probe: one sentence that begins with the file, and the line where there is one. */
export interface Fault {
  readonly file: string;
  readonly says: string;
}

const script = /\.[cm]?[jt]s$/;
/** How the name of a probe's file ends. */
const extension = /\.probe\.[cm]?[jt]s$/;
const usualLimitMs = 10_000;
const loader = fileURLToPath(import.meta.resolve("@byturns/order/own/loader.child"));

/**
 * The files of probes that a path stands for: itself, or those in a folder whose names end in `.probe.ts`,
 * `.probe.js`, `.probe.mts` or `.probe.mjs`.
 *
 * @returns absolute paths, sorted.
 * @throws RangeError when there is nothing at the path, the file is no script, or the folder has no such file.
 */
export async function ownFiles(path: string): Promise<readonly string[]> {
  const at = resolve(path);
  const there = await stat(at).catch(() => undefined);
  if (there === undefined) throw new RangeError(`There is no file or folder ${path}`);
  if (!there.isDirectory()) {
    if (script.test(at)) return [at];
    throw new RangeError(`${path} is no script: expected a file that ends in .ts, .mts, .js or .mjs`);
  }
  const files = (await readdir(at)).filter((name) => extension.test(name)).sort();
  if (files.length === 0) {
    throw new RangeError(`${path} has no probe: expected files whose names end in .probe.ts or .probe.js`);
  }
  return files.map((name) => join(at, name));
}

/**
 * Loads the probe of a file, in a process of its own.
 *
 * @param file an absolute path; the probe's id is its name up to the first dot.
 * @param options `limitMs`: after how many milliseconds loading is ended, > 0. Default: 10000.
 * @returns the probe, or why it is none.
 */
export async function loadOwn(
  file: string,
  { limitMs = usualLimitMs }: { readonly limitMs?: number } = {},
): Promise<OwnProbe | Fault> {
  const { message, code, signal, error, thrown, late } = await loadInChild<LoadedMessage>(
    loader,
    file,
    limitMs,
  );
  const fault = (says: string, line?: number): Fault => ({
    file,
    says: `${file}${line === undefined ? "" : `:${line}`}: ${says}`,
  });
  if (late)
    return fault(`it was not loaded within ${limitMs / 1000} s: a probe's file declares, and runs nothing`);
  if (message === undefined) {
    if (code === 13) return fault("an await at its top level never settles");
    if (thrown === undefined) {
      const end = signal === null ? `exit code ${code}` : signal;
      return fault(
        `it ended the process with ${end} while it was loaded: a probe's file declares, and runs nothing`,
      );
    }
    return fault(
      `it cannot be loaded: ${thrown.name}: ${thrown.message.split("\n")[0]}`,
      lineIn(`${thrown.stack}\n${error}`, file),
    );
  }
  if (message._tag === "none") {
    return fault("it exports no probe: write `export const probe = { program({ mark }) { … } }`");
  }
  if (message._tag === "example") {
    return fault("it declares an example, and no probe: measure it with byturns bench");
  }
  const id = basename(file).split(".")[0] ?? "";
  const read = readOwn(id, message.value);
  return "problem" in read ? fault(read.problem, read.line) : { file, ...read };
}
