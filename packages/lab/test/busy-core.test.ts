import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { keepCoreBusy } from "../src/machine/busy-core.ts";

/** The processes that compute for `parent`, without zombies. */
function busyOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        const [state, ppid] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const computes = readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("(function compute()");
        return state !== "Z" && Number(ppid) === parent && computes;
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Settles when the process is gone; the test's own limit is the bound. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      if (/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"))) return;
    } catch {
      return;
    }
    await sleep(20);
  }
}

describe.skipIf(process.platform !== "linux")("keepCoreBusy()", () => {
  it("computes in a separate process until it is disposed of", async () => {
    const busy: number[] = [];
    {
      using _ = keepCoreBusy();
      busy.push(...busyOf(process.pid));
      expect(busy).toHaveLength(1);
    }
    await gone(busy[0] as number);
  });

  it("ends with the process that started it, even when that one is killed", async () => {
    const script = fileURLToPath(new URL("./keeps-busy.ts", import.meta.url));
    const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    const busy = busyOf(child.pid as number);
    expect(busy).toHaveLength(1);
    child.kill("SIGKILL");
    await gone(busy[0] as number);
  });
});
