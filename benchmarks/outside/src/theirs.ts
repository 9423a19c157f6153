// One run of an outside program: bounded in time, and ended with everything that it started.
import { spawn } from "node:child_process";

/** What a program printed, and how long its process took. */
export interface Printed {
  readonly text: string;
  readonly wallMs: number;
}

const mostChars = 100_000;

/**
 * Runs a program to its end.
 *
 * @param limitMs after which it is ended, and everything in its process group.
 * @throws Error when it cannot be started, does not end in time, or exits with a code other than 0.
 */
export async function runProgram(words: readonly string[], limitMs: number): Promise<Printed> {
  const startMs = performance.now();
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(words[0] as string, words.slice(1), {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env,
  });
  let text = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text = (text + chunk).slice(-mostChars);
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    errors = (errors + chunk).slice(-mostChars);
  });
  const endGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // The group has already ended.
    }
  };
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    endGroup();
  }, limitMs);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (isLate) throw new Error(`It did not end within ${limitMs} ms: ${words.join(" ")}`);
    if (code !== 0) throw new Error(`It ended with ${code}: ${words.join(" ")}\n${errors.slice(-1_000)}`);
    return { text, wallMs: performance.now() - startMs };
  } finally {
    clearTimeout(limit);
    endGroup();
  }
}
