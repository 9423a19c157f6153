// The child's side of subprocesses: one program.
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ExampleContext } from "@byturns/context";
import type { EndedProgram, Program, SubprocessesInput } from "@byturns/spec/subprocesses";
import { serve } from "./internal/serve.ts";

type Asked = Program & Pick<SubprocessesInput, "deadlineMs" | "graceMs">;

export const tasks = { runProgram };
serve(tasks);

function runProgram(asked: Asked, context: ExampleContext): Promise<EndedProgram> {
  return context.waiting(asked.name, superviseProgram(asked, context.signal));
}

/** Never rejects; on an aborted signal the pool rejects, after the program has ended. */
async function superviseProgram(
  { name, words, deadlineMs, graceMs }: Asked,
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
  // Only where programs are: nothing else of the environment is theirs.
  const env = { PATH: process.env.PATH };
  const child = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "ignore"], env });
  leaders.add(child.pid);
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
    // Nobody waits for what the leader leaves in its group; a program that left the group may still hold the pipe.
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
    leaders.delete(child.pid);
    clearTimeout(deadline);
    clearTimeout(grace);
    signal.removeEventListener("abort", end);
  }
}

/** Groups that may still be there: they end with this process, also where the one that asked for them was killed. */
const leaders = new Set<number | undefined>();
process.on("exit", () => {
  for (const leader of leaders) signalGroup(leader, "SIGKILL");
});

function signalGroup(leader: number | undefined, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    if (leader !== undefined) process.kill(-leader, signal);
  } catch {
    // The group is gone.
  }
}
