// Starts processes of a drill and reads their output.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A line printed by a process. */
export type Said = { readonly _tag: string } & Readonly<Record<string, unknown>>;

/** A process of a drill. */
export interface Member extends AsyncDisposable {
  readonly child: ChildProcess;
  /** Everything it has printed so far. */
  readonly said: readonly Said[];
  /** Its other output. */
  readonly errors: () => string;
  /** Settles with the first matching line, earlier or later; rejects when the process ends without one. */
  heard(fits: (said: Said) => boolean): Promise<Said>;
  kill(signal: NodeJS.Signals): Promise<void>;
  readonly ended: Promise<void>;
}

const program = fileURLToPath(new URL("./member.ts", import.meta.url));

/** Starts `member.ts` after the arguments `before`, for example those that enter a network namespace. */
export function startMember(words: readonly string[], before: readonly string[] = []): Member {
  const [command, ...rest] = [...before, process.execPath, program, ...words] as [string, ...string[]];
  const child = spawn(command, rest, { stdio: ["pipe", "pipe", "pipe"] });
  const said: Said[] = [];
  const waiting = new Set<() => void>();
  let errors = "";
  let partial = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (partial + text).split("\n");
    partial = lines.pop() ?? "";
    for (const line of lines) said.push(JSON.parse(line) as Said);
    for (const look of waiting) look();
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-8_192);
  });
  let isOver = false;
  const ended = once(child, "close").then(() => {
    isOver = true;
    for (const look of waiting) look();
  });
  return {
    child,
    said,
    errors: () => errors,
    ended,
    heard: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = said.find(fits);
          if (found === undefined && !isOver) return;
          waiting.delete(look);
          if (found !== undefined) resolve(found);
          else reject(new Error(`The process ended without what was waited for: ${errors}`));
        };
        waiting.add(look);
        look();
      }),
    async kill(signal) {
      if (!isOver) child.kill(signal);
      await ended;
    },
    async [Symbol.asyncDispose]() {
      if (!isOver) child.kill("SIGKILL");
      await ended;
    },
  };
}
