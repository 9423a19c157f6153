// The thread's side of subprocesses: one program.
import { type ChildProcess, spawn } from "node:child_process";
import type { ExampleContext } from "@byturns/context";
import type { EndedProgram, Program, SubprocessesInput } from "@byturns/spec/subprocesses";
import { serve } from "./internal/serve.ts";

type Asked = Program & Pick<SubprocessesInput, "deadlineMs" | "graceMs" | "mostOutputBytes">;

export const tasks = { runProgram };
serve(tasks);

function runProgram(asked: Asked, context: ExampleContext): Promise<EndedProgram> {
  return context.waiting(asked.name, superviseProgram(asked, context.signal));
}

/** Never rejects; on an aborted signal the pool rejects, after the program has ended. */
async function superviseProgram(
  { name, words, deadlineMs, graceMs, mostOutputBytes = defaultOutputBytes }: Asked,
  signal: AbortSignal,
): Promise<EndedProgram> {
  const notStarted = {
    name,
    pid: null,
    outcome: "not started",
    exitCode: null,
    signal: null,
    stdout: "",
    droppedBytes: 0,
  } as const;
  if (signal.aborted) return notStarted;
  const child = start(words as [string, ...string[]]);
  if (child === undefined) return notStarted;
  // Before anything else: a program that cannot be started emits this event, which would end the process if unhandled.
  const ended = new Promise<{ exitCode: number | null; endedBy: string | null } | undefined>((resolve) => {
    child.on("error", () => {
      if (child.pid === undefined) resolve(undefined);
    });
    child.once("close", (exitCode, endedBy) => resolve({ exitCode, endedBy }));
  });
  const output = new BoundedOutput(mostOutputBytes);
  // Without free descriptors there is no pipe.
  child.stdout?.on("data", (chunk: Buffer) => output.add(chunk));
  let killed = false;
  let grace: NodeJS.Timeout | undefined;
  const end = () => {
    killed = true;
    signalGroup(child.pid, "SIGTERM");
    grace ??= setTimeout(() => signalGroup(child.pid, "SIGKILL"), graceMs);
  };
  const deadline = setTimeout(end, deadlineMs);
  signal.addEventListener("abort", end);
  child.once("exit", () => {
    clearTimeout(deadline);
    clearTimeout(grace);
    // Processes that the leader leaves in its group are not awaited; one that left the group may still hold the pipe.
    signalGroup(child.pid, "SIGKILL");
    grace = setTimeout(() => child.stdout?.destroy(), graceMs);
  });
  const ending = await ended;
  clearTimeout(deadline);
  clearTimeout(grace);
  signal.removeEventListener("abort", end);
  if (ending === undefined) return notStarted;
  return {
    name,
    pid: child.pid ?? null,
    outcome: killed ? "killed" : "exited",
    exitCode: ending.exitCode,
    signal: ending.endedBy,
    stdout: output.text(),
    droppedBytes: output.droppedBytes,
  };
}

/** Starts a program as the leader of a group of its own; undefined if the runtime rejects its arguments at once. */
function start([command, ...args]: readonly [string, ...string[]]): ChildProcess | undefined {
  // All that a program can see of the environment.
  const env = { PATH: process.env.PATH };
  try {
    return spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "ignore"], env });
  } catch {
    return undefined;
  }
}

/** The beginning of an output, up to a bound; what comes after is read, so that the program continues, and counted. */
class BoundedOutput {
  readonly #chunks: Buffer[] = [];
  readonly #mostBytes: number;
  #bytes = 0;
  droppedBytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  add(chunk: Buffer): void {
    const kept = chunk.subarray(0, this.#mostBytes - this.#bytes);
    if (kept.length > 0) this.#chunks.push(kept);
    this.#bytes += kept.length;
    this.droppedBytes += chunk.length - kept.length;
  }

  text(): string {
    // A character that the bound cuts apart is left out.
    return new TextDecoder().decode(Buffer.concat(this.#chunks), { stream: this.droppedBytes > 0 });
  }
}

function signalGroup(leader: number | undefined, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    if (leader !== undefined) process.kill(-leader, signal);
  } catch {
    // The group has no member left.
  }
}

const defaultOutputBytes = 1_048_576;
