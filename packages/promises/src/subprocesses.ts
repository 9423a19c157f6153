// subprocesses on promises.
//
// Start: `spawn`, each program the leader of a process group. Cancel: the group is asked to end (SIGTERM) and, after
// the grace, ended (SIGKILL). Fail: how a program ends is a result; the context's reason rejects. Cost: a process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ExampleContext } from "@byturns/context";
import type {
  EndedProgram,
  Program,
  SubprocessesInput,
  SubprocessesOutput,
} from "@byturns/spec/subprocesses";

/**
 * Runs every program, one by one or all at once, and leaves none of their groups behind; only a program that makes a
 * group of its own gets away. Rejects when the context's signal is aborted, after all of them have ended.
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

/** Never rejects: whoever runs several of them would otherwise leave while one is still being ended. */
async function runProgram(
  { name, words }: Program,
  { deadlineMs, graceMs }: SubprocessesInput,
  signal: AbortSignal,
): Promise<EndedProgram> {
  const notStarted = {
    name,
    pid: null,
    outcome: "not started",
    exitCode: null,
    signal: null,
    stdout: "",
  } as const;
  if (signal.aborted) return notStarted;
  const [command, ...args] = words as [string, ...string[]];
  // Told only where programs are: what else stands in the environment is none of theirs.
  const env = { PATH: process.env.PATH };
  const child = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "ignore"], env });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
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
    // What the leader leaves in its group has nobody to answer to; who left the group may still hold the pipe.
    signalGroup(child.pid, "SIGKILL");
    grace = setTimeout(() => child.stdout.destroy(), graceMs);
  });
  try {
    const [exitCode, endedBy] = (await once(child, "close")) as [number | null, string | null];
    return {
      name,
      pid: child.pid ?? null,
      outcome: killed ? "killed" : "exited",
      exitCode,
      signal: endedBy,
      stdout: Buffer.concat(chunks).toString(),
    };
  } catch {
    return notStarted;
  } finally {
    clearTimeout(deadline);
    clearTimeout(grace);
    signal.removeEventListener("abort", end);
  }
}

function signalGroup(leader: number | undefined, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    if (leader !== undefined) process.kill(-leader, signal);
  } catch {
    // Nobody of the group is left.
  }
}
