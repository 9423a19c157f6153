// subprocesses on promises.
//
// Start: `spawn`, each program the leader of a process group. Cancel: the group is asked to end (SIGTERM) and, after
// the grace, ended (SIGKILL). Fail: how a program ends is a result; only the context's signal rejects. Cost: a process.
import { type ChildProcess, spawn } from "node:child_process";
import type { ExampleContext } from "@byturns/context";
import type {
  EndedProgram,
  Program,
  SubprocessesInput,
  SubprocessesOutput,
} from "@byturns/spec/subprocesses";

/**
 * Runs every program, one by one or all at once, and leaves none of their groups behind; only a program that creates
 * its own group can escape. Rejects when the context's signal is aborted, after all of them have ended.
 */
export async function subprocesses(
  input: SubprocessesInput,
  context: ExampleContext,
): Promise<SubprocessesOutput> {
  const run = (program: Program) => context.waiting(program.name, runProgram(program, input, context.signal));
  const programs: EndedProgram[] = [];
  if (input.order === "at-once") programs.push(...(await Promise.all(input.programs.map(run))));
  else for (const program of input.programs) programs.push(await run(program));
  context.signal.throwIfAborted();
  return { programs };
}

/** Never rejects: a caller of several would continue while another program is still being ended. */
async function runProgram(
  { name, words }: Program,
  { deadlineMs, graceMs, mostOutputBytes = defaultOutputBytes }: SubprocessesInput,
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
