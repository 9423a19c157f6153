import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { access, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { lives } from "./lives.ts";

const script = fileURLToPath(new URL("./guards.ts", import.meta.url));
const shells = ["/bin/sh", "/bin/dash", "/bin/bash", "/bin/busybox-sh"];
const there = await Promise.all(
  shells.map((sh) =>
    access(sh).then(
      () => [sh],
      () => [],
    ),
  ),
);

/** Starts a process that guards a fork that computes forever; returns the pids of that fork and its children. */
async function guarding(sh: string): Promise<{ lab: ChildProcess; pids: readonly number[] }> {
  const lab = spawn(process.execPath, [script, sh], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface(lab.stdout)) return { lab, pids: JSON.parse(line) };
  throw new Error("It ended before it guarded anything");
}

describe.skipIf(process.platform !== "linux")("Guard", () => {
  describe.each(there.flat())("with %s", (sh) => {
    it.each([
      ["the lab", (pid: number) => pid],
      ["the lab's whole group", (pid: number) => -pid],
    ])("ends a busy fork, and everything it started, when %s is killed", async (_, target) => {
      const { lab, pids } = await guarding(sh);
      expect(pids).toHaveLength(4);
      expect(pids.every(lives)).toBe(true);
      process.kill(target(lab.pid as number), "SIGKILL");
      await once(lab, "exit");
      // The test's own limit is the bound.
      while (pids.some(lives)) await new Promise((resolve) => setTimeout(resolve, 20));
    });
  });

  it("runs its shell outside the lab's group, so that no signal to that group reaches it", async () => {
    const { lab, pids } = await guarding("/bin/sh");
    const group = (await readFile(`/proc/${lab.pid}/stat`, "latin1")).split(" ")[4];
    expect(group).toBe(String(lab.pid));
    process.kill(-(lab.pid as number), "SIGKILL");
    while (pids.some(lives)) await new Promise((resolve) => setTimeout(resolve, 20));
  });
});
