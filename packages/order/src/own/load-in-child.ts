// Loads a file of a user's in a process of its own, bounded in time and memory.
import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";

/** What ended a process that loaded a file; a text is empty where the error has none. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly stack: string;
}

/** How loading ended. */
export interface Loading<Message> {
  /** What the loader sent; undefined if the process ended before. */
  readonly message: Message | undefined;
  readonly code: number | null;
  readonly signal: string | null;
  /** What it printed as errors, up to a bound; the runtime's words come last, behind the file's own. */
  readonly error: string;
  /** What nothing caught. */
  readonly thrown: Thrown | undefined;
  /** Whether the limit ended it. */
  readonly late: boolean;
}

const keptChars = 20_000;

/**
 * Starts a loader with the URL of a file, waits for its first message, and ends it.
 *
 * @param loader a module that imports the file and sends one message.
 * @param file an absolute path.
 * @param limitMs after how many milliseconds it is ended, > 0.
 * @param more further arguments of the loader.
 * @throws Error when the process cannot be started.
 */
export function loadInChild<Message>(
  loader: string,
  file: string,
  limitMs: number,
  more: readonly string[] = [],
): Promise<Loading<Message>> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, [...flags, loader, pathToFileURL(file).href, ...more], {
      stdio: ["ignore", "ignore", "pipe", "ipc", "pipe"],
    });
    let message: Message | undefined;
    let error = "";
    let told = "";
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      child.kill("SIGKILL");
    }, limitMs);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      error = (error + text).slice(-keptChars);
    });
    (child.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => {
      if (told.length < mostChars) told += text;
    });
    child.once("message", (sent) => {
      message = sent as Message;
      // What the file left running would keep the process.
      child.kill("SIGKILL");
    });
    child.once("error", (cause) => {
      clearTimeout(limit);
      reject(cause);
    });
    child.once("close", (code, signal) => {
      clearTimeout(limit);
      settle({ message, code, signal, error, thrown: thrownOf(told), late });
    });
  });
}

const mostChars = 1_000_000;
const flags = [
  "--max-old-space-size=512",
  "--disable-warning=ExperimentalWarning",
  "--import",
  import.meta.resolve("@byturns/order/own/thrown.child"),
];

/** What the process handed on; nothing if its file wrote to that pipe, too. */
function thrownOf(told: string): Thrown | undefined {
  try {
    return JSON.parse(told) as Thrown;
  } catch {
    return undefined;
  }
}

/** The line of a file that an error names first. */
export function lineIn(error: string, file: string): number | undefined {
  for (const name of [pathToFileURL(file).href, file]) {
    const at = error.indexOf(`${name}:`);
    const line = at < 0 ? Number.NaN : Number.parseInt(error.slice(at + name.length + 1), 10);
    if (line > 0) return line;
  }
  return undefined;
}

/**
 * The first file and line that an error names, of those that are not the runtime's or of this package's loaders.
 *
 * @param fits which files count. Default: all.
 */
export function placeIn(
  error: string,
  fits: (file: string) => boolean = () => true,
): { readonly file: string; readonly line: number } | undefined {
  const places = error.matchAll(
    /^(?:\s*at (?:.*\()?)?((?:file:\/\/)?(?:\/|[A-Za-z]:\\).*?):(\d+)(?::\d+)?\)?$/gm,
  );
  for (const [, name = "", line] of places) {
    if (name.endsWith(".child.ts") || name.endsWith(".child.js")) continue;
    const file = name.startsWith("file:") ? pathOf(name) : name;
    if (file !== undefined && fits(file)) return { file, line: Number(line) };
  }
  return undefined;
}

/** Nothing where an error holds what only looks like a file's URL. */
function pathOf(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}
