// The thread's side of subprocesses: one program.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { serve } from "../serve.ts";

export interface Program {
  readonly name: string;
  readonly words: readonly string[];
  readonly deadlineMs: number;
  readonly graceMs: number;
}

export const tasks = { runProgram };
serve(tasks);

async function runProgram({ name, words, deadlineMs, graceMs }: Program) {
  const [command, ...args] = words as [string, ...string[]];
  const env = { PATH: process.env.PATH };
  const child = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "ignore"], env });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  let killed = false;
  const deadline = setTimeout(() => {
    killed = true;
    end(child.pid);
  }, deadlineMs);
  let grace: NodeJS.Timeout | undefined;
  child.once("exit", () => {
    clearTimeout(deadline);
    end(child.pid);
    grace = setTimeout(() => child.stdout.destroy(), graceMs);
  });
  const [exitCode, signal] = (await once(child, "close")) as [number | null, string | null];
  clearTimeout(grace);
  const outcome = killed ? "killed" : "exited";
  return {
    name,
    pid: child.pid ?? null,
    outcome,
    exitCode,
    signal,
    stdout: Buffer.concat(chunks).toString(),
  };
}

function end(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, "SIGKILL");
  } catch {
    // Nothing of the group is left.
  }
}
