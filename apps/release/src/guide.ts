// The steps of a page of the documentation: its commands in their order, and the files that it shows.

import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** A command to run, or a file to write before the next one. */
export type Step =
  | { readonly command: string; readonly prints?: Printed }
  | { readonly file: string; readonly text: string };

/** What a command must print, and how many times. */
interface Printed {
  /** With the flag `g`. */
  readonly pattern: RegExp;
  readonly times: number;
}

/**
 * Reads the steps of a Markdown page: a line of an `sh` block is a command, and a block whose fence names a file after
 * its language is that file. A block marked `no-run` is left out.
 */
export function stepsOf(page: string): readonly Step[] {
  const blocks = page.matchAll(/^```(\w+)(?: ([\w.-]+))?\n(.*?)^```$/gms);
  return Array.from(blocks).flatMap(([, language, name, text = ""]): Step[] => {
    if (name === "no-run") return [];
    if (language !== "sh") return name === undefined ? [] : [{ file: name, text }];
    const lines = text.split("\n").map((line) => line.replace(/\s+#.*$/, "").trim());
    return lines.filter((line) => line !== "").map((command) => ({ command }));
  });
}

/** How steps are followed. */
export interface Following {
  /** The project's folder. */
  readonly folder: string;
  /** The folders that commands are found in, as the variable `PATH`. */
  readonly path: string;
  /** Packages that are installed instead of `byturns`; none if they are installed already. */
  readonly tarballs?: readonly string[];
  /** Called after each command. */
  readonly onStep?: (command: string, ms: number) => void;
}

/** No step takes longer on the slowest of machines. */
const limitMs = 180_000;

/**
 * Writes the files and runs the commands, one after the other.
 *
 * @throws Error when a command fails, takes longer than three minutes or does not print what it must, with what it printed.
 */
export async function follow(
  steps: readonly Step[],
  { folder, path, tarballs = [], onStep }: Following,
): Promise<void> {
  const env = { ...process.env, PATH: path, NO_COLOR: "1" };
  for (const step of steps) {
    if ("file" in step) {
      await mkdir(dirname(join(folder, step.file)), { recursive: true });
      await writeFile(join(folder, step.file), step.text);
      continue;
    }
    const isInstall = step.command.startsWith("npm install ");
    if (isInstall && tarballs.length === 0) continue;
    const quoted = tarballs.map((one) => `'${one}'`).join(" ");
    const command = isInstall ? step.command.replace("byturns", quoted) : step.command;
    const startMs = performance.now();
    const { stdout } = await promisify(execFile)("sh", ["-c", command], {
      cwd: folder,
      env,
      timeout: limitMs,
    });
    if (step.prints !== undefined) expectPrinted(step.command, stdout, step.prints);
    onStep?.(step.command, performance.now() - startMs);
  }
}

function expectPrinted(command: string, stdout: string, { pattern, times }: Printed): void {
  const found = stdout.match(pattern)?.length ?? 0;
  if (found === times) return;
  throw new Error(`${command} printed ${pattern} ${found} times, and should ${times} times:\n${stdout}`);
}
