// Loads a file of a user's in a process of its own, bounded in time and memory.
import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";

/** How loading ended. */
export interface Loading<Message> {
  /** What the loader sent; undefined if the process ended before. */
  readonly message: Message | undefined;
  readonly code: number | null;
  readonly signal: string | null;
  /** What it printed as errors, up to a bound. */
  readonly error: string;
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
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let message: Message | undefined;
    let error = "";
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      child.kill("SIGKILL");
    }, limitMs);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (error.length < keptChars) error += text;
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
      settle({ message, code, signal, error, late });
    });
  });
}

const flags = ["--max-old-space-size=512", "--disable-warning=ExperimentalWarning"];

/** The line of what a process printed that names its error; undefined if none does. */
export function nameOfError(error: string): string | undefined {
  return /^(?:\w*Error|Uncaught)\b.*$/m.exec(error)?.[0];
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
