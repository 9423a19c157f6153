// Programs are spawned as leaders of process groups, and their groups ended with them.
import { spawn } from "node:child_process";
import { once } from "node:events";

interface Program {
  readonly name: string;
  readonly words: readonly string[];
}

interface Input {
  readonly programs: readonly Program[];
  readonly deadlineMs: number;
  readonly graceMs: number;
  readonly mostOutputBytes?: number;
}

export async function run({ programs, deadlineMs, graceMs, mostOutputBytes = 1_048_576 }: Input) {
  const one = async ({ name, words }: Program) => {
    const [command, ...args] = words as [string, ...string[]];
    const env = { PATH: process.env.PATH };
    const child = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "ignore"], env });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let droppedBytes = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      const kept = chunk.subarray(0, mostOutputBytes - bytes);
      if (kept.length > 0) chunks.push(kept);
      bytes += kept.length;
      droppedBytes += chunk.length - kept.length;
    });
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
      stdout: new TextDecoder().decode(Buffer.concat(chunks), { stream: droppedBytes > 0 }),
      droppedBytes,
    };
  };
  return { programs: await Promise.all(programs.map(one)) };
}

function end(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, "SIGKILL");
  } catch {
    // The group has already ended.
  }
}
