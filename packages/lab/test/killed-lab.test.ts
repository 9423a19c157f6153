// A lab that is killed while its fork is busy leaves no process behind. The laboratory's benchmark has the long
// version.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { thisMachine } from "../src/executor.ts";
import { catalog, scratch } from "./laboratory.ts";
import { lives } from "./lives.ts";

const killable = fileURLToPath(new URL("./killable.ts", import.meta.url));

/** From a process's stat: its parent, and its CPU time in ticks. */
function statOf(pid: number): { readonly parent: number; readonly ticks: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), ticks: Number(fields[11]) };
  } catch {
    return undefined;
  }
}

/** The fork of a lab, once it has used enough CPU time to have received its job. */
async function busyFork(lab: number): Promise<number> {
  for (;;) {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    for (const pid of pids.map(Number)) {
      const stat = statOf(pid);
      if (stat?.parent === lab && stat.ticks > 100) return pid;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe.skipIf(process.platform !== "linux")("runPlan()", () => {
  describe.each(["node", "deno", "bun"])("under %s", (runtime) => {
    it.each([
      ["the lab", (pid: number) => pid],
      ["the lab's whole group", (pid: number) => -pid],
    ])("leaves no busy fork behind when %s is killed", async (_, target) => {
      await using folder = await scratch();
      const words = [killable, folder.at("run"), "1", "computes for ever", runtime];
      const lab = spawn(process.execPath, words, { detached: true, stdio: ["ignore", "ignore", "inherit"] });
      const fork = await busyFork(lab.pid as number);
      process.kill(target(lab.pid as number), "SIGKILL");
      await once(lab, "exit");
      expect(lives(fork)).toBe(true);
      while (lives(fork)) await new Promise((resolve) => setTimeout(resolve, 20));
    });
  });

  it("leaves no folder of a killed lab behind when the next one starts", async () => {
    await using folder = await scratch();
    const words = [killable, folder.at("run"), "1", "computes for ever", "node"];
    const lab = spawn(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"] });
    const pid = lab.pid as number;
    await busyFork(pid);
    lab.kill("SIGKILL");
    await once(lab, "exit");
    const left = () => readdirSync(tmpdir()).filter((name) => new RegExp(`^byturns-\\w+-${pid}-`).test(name));
    expect(left()).toHaveLength(1);
    await using _ = await thisMachine(catalog, new Map());
    expect(left()).toEqual([]);
  });
});
