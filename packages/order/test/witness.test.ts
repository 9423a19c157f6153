import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runBounded } from "../src/witness/bounded-process.ts";
import { renderWitness } from "../src/witness/render-witness.ts";
import { runWitnessTests } from "../src/witness/witness-tests.ts";
import { node, probeOf, targets } from "./support.ts";

const sources = new URL("../src/witness/bounded-process.ts", import.meta.url).href;
const slow = 60_000;
const bounds = { limitMs: 20_000, processes: 4, bytes: 600_000_000 };
const env = { PATH: process.env.PATH ?? "" };
const run = (script: string, given = {}) =>
  runBounded([node.binaryPath, "-e", script], { cwd: tmpdir(), env, bounds: { ...bounds, ...given } });

/** A program that starts itself anew: 60 times at most and for 20 s, should nothing end it. */
const again = `const left = Number(process.argv[2] ?? 60);
const how = { detached: true, stdio: "ignore" };
if (left > 0) require("node:child_process").spawn(process.execPath, [__filename, left - 1], how);
setTimeout(() => {}, 20_000);`;

/** The processes that have a text in their command line. */
async function running(text: string): Promise<number> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  return lines.filter((line) => line.includes(text) && !line.includes("vitest")).length;
}

describe("runBounded()", () => {
  it(
    "gives a program's ending and its output",
    async () => {
      expect(await run("console.log('out'); process.exit(3)")).toMatchObject({
        ending: "exit 3",
        output: "out\n",
      });
    },
    slow,
  );

  it.runIf(process.platform === "linux")(
    "ends a program that starts itself anew without end, and leaves none of its processes",
    async () => {
      const folder = await mkdtemp(join(tmpdir(), "byturns-again-"));
      const file = join(folder, "byturns-again.cjs");
      await writeFile(file, again);
      const end = await runBounded([node.binaryPath, file], { cwd: folder, env, bounds });
      await rm(folder, { recursive: true, force: true });
      expect(end.ending).toBe("too many processes");
      expect(await running("byturns-again.cjs")).toBe(0);
    },
    slow,
  );

  it.runIf(process.platform === "linux")(
    "leaves none of its processes when the process that bounds it is killed",
    async () => {
      const folder = await mkdtemp(join(tmpdir(), "byturns-orphan-"));
      const file = join(folder, "byturns-orphan.cjs");
      await writeFile(file, again);
      const bounded = `import { runBounded } from ${JSON.stringify(sources)};
await runBounded(${JSON.stringify([node.binaryPath, file])}, ${JSON.stringify({ cwd: folder, env, bounds: { ...bounds, processes: 1_000 } })});`;
      const killed = spawn(node.binaryPath, ["--input-type=module", "-e", bounded], { stdio: "ignore" });
      await expect.poll(() => running("byturns-orphan.cjs"), { timeout: 20_000 }).toBeGreaterThan(3);
      killed.kill("SIGKILL");
      await expect.poll(() => running("byturns-orphan.cjs"), { timeout: 20_000 }).toBe(0);
      await rm(folder, { recursive: true, force: true });
    },
    slow,
  );

  it(
    "ends a program that never ends, and one that takes too much memory",
    async () => {
      expect(await run("setInterval(() => {}, 1000)", { limitMs: 300 })).toMatchObject({ ending: "hung" });
      if (process.platform !== "linux") return;
      const greedy = "globalThis.kept = Buffer.alloc(900_000_000, 1); setInterval(() => {}, 1000)";
      expect(await run(greedy)).toMatchObject({ ending: "too much memory" });
    },
    slow,
  );

  it("rejects with the signal's reason, after the program has ended", async () => {
    const stop = new AbortController();
    const ended = runBounded([node.binaryPath, "-e", "setInterval(() => {}, 1000)", "byturns-aborted"], {
      cwd: tmpdir(),
      env,
      bounds,
      signal: stop.signal,
    });
    stop.abort(new Error("enough"));
    await expect(ended).rejects.toThrow("enough");
    if (process.platform === "linux") expect(await running("byturns-aborted")).toBe(0);
  });
});

describe("runWitnessTests()", () => {
  it(
    "tells what the catalogue has from what it has not, and what is not about order",
    async () => {
      const checkout = await mkdtemp(join(tmpdir(), "byturns-checkout-"));
      try {
        const folder = join(checkout, "test", "parallel");
        await mkdir(folder, { recursive: true });
        const write = (name: string, text: string) => writeFile(join(folder, name), text);
        const onlyNode = `if (globalThis.Bun || globalThis.Deno) throw new Error("reversed");`;
        await write("test-timers-known.js", onlyNode);
        await write("test-timers-unknown.js", onlyNode);
        await write("test-timers-passes.js", `"use strict"; require("node:fs");`);
        await write(
          "test-worker-missing.js",
          `if (globalThis.Bun || globalThis.Deno) throw new Error("not implemented");`,
        );
        await write("test-promise-fails.js", `throw new Error("everywhere");`);
        await write("test-timers-internals.js", `// Flags: --expose-internals\nrequire("internal/timers");`);
        await write("test-buffer-other.js", `throw new Error("not of this area");`);
        const probe = probeOf({ id: "shown", witnesses: ["test-timers-known"] });
        const report = await runWitnessTests(checkout, targets, [probe]);
        expect(report).toMatchObject({ tests: 5, skipped: 1, failedByNode: ["test-promise-fails"] });
        const standings = report.failures.map(({ test, runtime, standing }) => [runtime, test, standing]);
        for (const runtime of ["deno", "bun"]) {
          expect(standings).toContainEqual([runtime, "test-timers-known", "known"]);
          expect(standings).toContainEqual([runtime, "test-timers-unknown", "unknown"]);
          expect(standings).toContainEqual([runtime, "test-worker-missing", "not about order"]);
        }
        expect(standings).toHaveLength(6);
        const text = renderWitness(report);
        expect(text.indexOf("Not in the catalogue")).toBe(0);
        expect(text).toContain(
          "6 failures under other runtimes, 4 of them about order: the catalogue has 2.",
        );
        const shows = (_probe: string, runtime: string) => runtime === "bun";
        const { failures } = await runWitnessTests(checkout, targets, [probe], {
          only: "timers-known",
          shows,
        });
        expect(failures.map(({ runtime, standing }) => [runtime, standing])).toEqual([
          ["deno", "unknown"],
          ["bun", "known"],
        ]);
        await expect(runWitnessTests(tmpdir(), targets, [])).rejects.toThrow(RangeError);
      } finally {
        await rm(checkout, { recursive: true, force: true });
      }
    },
    slow,
  );
});
