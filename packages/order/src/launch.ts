// One run of one program in a fresh process.
import { spawn } from "node:child_process";
import { markByte } from "./program.ts";

/** A runtime at a version, as a command. */
export interface Target {
  /** `node`, `deno`, `bun`, … */
  readonly id: string;
  readonly version: string;
  readonly binaryPath: string;
  /** What stands between the binary and the program's file. */
  readonly args: readonly string[];
}

/** What one run left behind. */
export interface Run {
  /** The marks in their order, and after them the end, where it was not exit code 0. */
  readonly sequence: readonly string[];
  /** `exit 0`, `exit 1`, …, `SIGABRT`, …, or `hung`. */
  readonly ending: string;
  /** What the program printed beside its marks, both streams; the first 2000 characters. */
  readonly output: string;
}

/** How to run a program. */
export interface LaunchOptions {
  /** After how many milliseconds a run counts as hung. */
  readonly limitMs: number;
  /** Whether every line printed is a mark; otherwise only those that begin with the mark byte. */
  readonly printed?: boolean;
  readonly signal?: AbortSignal | undefined;
}

const outputChars = 2000;

/**
 * Runs a program once.
 *
 * @param file the program's file; the process runs in `folder`.
 * @returns what it left behind; a program that fails or hangs is a result too.
 * @throws the signal's reason when it is aborted, after the process was killed; the system's error when the
 * binary cannot be started.
 */
export function launch(target: Target, folder: string, file: string, options: LaunchOptions): Promise<Run> {
  const { limitMs, printed = false, signal } = options;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(target.binaryPath, [...target.args, file], {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let err = "";
    let hung = false;
    const limit = setTimeout(() => {
      hung = true;
      child.kill("SIGKILL");
    }, limitMs);
    const abort = () => child.kill("SIGKILL");
    signal?.addEventListener("abort", abort, { once: true });
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (out.length < 100_000) out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (err.length < outputChars) err += text;
    });
    const settle = () => {
      clearTimeout(limit);
      signal?.removeEventListener("abort", abort);
    };
    child.once("error", (error) => {
      settle();
      reject(error);
    });
    child.once("close", (code, killedBy) => {
      settle();
      if (signal?.aborted) return reject(signal.reason);
      const ending = hung ? "hung" : killedBy !== null ? killedBy : `exit ${code}`;
      const { marks, rest } = readMarks(out, printed);
      resolve({
        sequence: ending === "exit 0" ? marks : [...marks, ending],
        ending,
        output: `${rest}${err}`.slice(0, outputChars),
      });
    });
  });
}

const environment: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? "",
  HOME: process.env.HOME ?? "",
  NO_COLOR: "1",
  DENO_NO_UPDATE_CHECK: "1",
  DENO_NO_PROMPT: "1",
};

/** Tells marks from the rest of what a program printed. */
export function readMarks(text: string, printed: boolean): { marks: readonly string[]; rest: string } {
  const lines = text.split("\n");
  const isMark = (line: string) => (printed ? line !== "" : line.startsWith(markByte));
  return {
    marks: lines.filter(isMark).map((line) => line.replaceAll(markByte, "")),
    rest: lines.filter((line) => !isMark(line) && line !== "").join("\n"),
  };
}
