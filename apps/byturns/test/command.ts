// Drives the real command: as a child process, or inside the process of the test, which takes a tenth of the time.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The launcher that npm links. */
export const launcher = fileURLToPath(new URL("../bin/byturns", import.meta.url));

/** How a command ended, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running command. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** Settles when stdout and stderr together match; rejects when the command ends without a match. */
  seen(wanted: RegExp): Promise<string>;
}

/** Starts the command without a terminal, and without the caller's color settings. */
export function start(args: readonly string[], env: Record<string, string> = {}, cwd?: string): Running {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  const child = spawn(launcher, args, { env: { ...inherited, ...env }, cwd });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, stdout, stderr }));
  const seen = async (wanted: RegExp) => {
    for (;;) {
      if (wanted.test(stdout + stderr)) return stdout + stderr;
      const more = Promise.race([once(child.stdout, "data"), once(child.stderr, "data")]);
      if ((await Promise.race([more, ended.then(() => "ended")])) === "ended") {
        if (wanted.test(stdout + stderr)) return stdout + stderr;
        throw new Error(`The command ended without ${wanted}:\n${stdout}${stderr}`);
      }
    }
  };
  return { child, ended, seen };
}

/** Settles when no earlier `run` is running: they share what a process has once. */
let free: Promise<unknown> = Promise.resolve();

/**
 * Runs the command to its end inside this process, without a terminal. What only a process of its own shows needs `start`:
 * signals, variables, pipes, and that nothing keeps it from ending.
 */
export function run(...args: readonly string[]): Promise<Ended> {
  return runIn(undefined, ...args);
}

/** Does the same with another current folder. */
export function runIn(folder: string | undefined, ...args: readonly string[]): Promise<Ended> {
  const ended = free.then(() => runHere(args, folder));
  free = ended.catch(() => {});
  return ended;
}

async function runHere(args: readonly string[], folder = process.cwd()): Promise<Ended> {
  const [{ runCommand }, { refusesEmpty }] = await Promise.all([
    import("../src/cli.ts"),
    import("../src/text/empty-argument.ts"),
  ]);
  const printed = { stdout: "", stderr: "" };
  const before = {
    folder: process.cwd(),
    exitCode: process.exitCode,
    stdout: process.stdout.write,
    stderr: process.stderr.write,
  };
  for (const name of ["stdout", "stderr"] as const) {
    process[name].write = ((text: string) => {
      printed[name] += text;
      return true;
    }) as typeof process.stdout.write;
  }
  try {
    process.chdir(folder);
    const code = refusesEmpty(args) ? Number(process.exitCode) : await runCommand(args);
    return { code, ...printed };
  } finally {
    process.chdir(before.folder);
    process.exitCode = before.exitCode;
    process.stdout.write = before.stdout;
    process.stderr.write = before.stderr;
  }
}
