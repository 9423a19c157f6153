import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { run } from "./command.ts";

const recorded = fileURLToPath(new URL("../../../docs/order.json", import.meta.url));

describe("byturns order", () => {
  it("answers from the recorded catalogue without running anything", async () => {
    const { code, stdout } = await run("order", "--recorded");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ticks-in-module-body +commonjs +kept/m);
  });

  it("shows what a move from one runtime to another changes, the most relevant first", async () => {
    const { code, stdout } = await run("order", "--recorded", "--port-check", "node", "deno");
    expect(code).toBe(0);
    expect(stdout.indexOf("Relied on often")).toBe(0);
    expect(stdout.indexOf("Relied on sometimes")).toBeGreaterThan(0);
    expect(stdout).toContain("Write this instead: queueMicrotask(");
  });

  it("lists where sources use something that differs, with file and line", async () => {
    const folder = await mkdtemp(join(tmpdir(), "byturns-order-test-"));
    try {
      await writeFile(join(folder, "a.ts"), "const now = Date.now();\nprocess.nextTick(() => now);\n");
      const args = ["order", "--recorded", "--port-check", "node", "bun"];
      const { code, stdout } = await run(...args, folder);
      expect(code).toBe(0);
      expect(stdout).toContain("a.ts:2:1  process.nextTick");
      expect(stdout).toContain("Read 1 file; a place is a use");
      expect(await run(...args, join(folder, "nowhere"))).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("Cannot read sources from"),
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("lists the probes without running anything", async () => {
    const { code, stdout } = await run("order", "--list");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ticks\nticks-after-await +module loaded +nextTick and microtasks/m);
  });

  it("writes the text of an issue, and requires a runtime if several deviate", async () => {
    const { code, stdout } = await run("order", "ticks-from-file", "--issue");
    expect(code).toBe(0);
    expect(stdout).toContain("- deno 2.9.6: callback → then → microtask → nextTick");
    expect(stdout).toMatch(/Node, read on \d{4}-\d\d-\d\d: “Event loop executes tasks/);
    expect(await run("order", "ending-unsettled-await", "--issue")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("name one by --runtime"),
    });
    expect(await run("order", "--issue")).toMatchObject({ code: 2 });
  });

  it("ends with 2 for a checkout without Node's tests", async () => {
    expect(await run("order", "--witness", tmpdir())).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("expected a checkout of Node"),
    });
  });

  it("runs one probe, and shows its program, its orders and its promises", async () => {
    const { code, stdout } = await run("order", "ticks-return-or-await", "--runtime", "node", "--times", "2");
    expect(code).toBe(0);
    expect(stdout).toContain("return value → tick 1 → return await → tick 2 → return promise → tick 3");
    expect(stdout).toContain("https://tc39.es/ecma262/#sec-newpromiseresolvethenablejob");
  });

  it("ends with 1 when something that a baseline has as settled no longer is", async () => {
    const folder = await mkdtemp(join(tmpdir(), "byturns-order-test-"));
    try {
      const baseline = join(folder, "order.json");
      const text = await readFile(recorded, "utf8");
      await writeFile(baseline, text.replaceAll('"counts from the start"', '"counts from the end"'));
      const args = ["order", "timers-interval-drift", "--runtime", "node", "--times", "2", "--baseline"];
      expect(await run(...args, recorded)).toMatchObject({ code: 0 });
      const changed = await run(...args, baseline);
      expect(changed.code).toBe(1);
      expect(changed.stdout).toContain("counts from the end: 100 % of the runs before, 0 % now");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("runs everything again while another process keeps a core busy, and prints whether the verdicts hold", async () => {
    const args = ["order", "ticks-return-or-await", "--runtime", "node", "--times", "2", "--twice"];
    const { code, stdout, stderr } = await run(...args);
    expect(code).toBe(0);
    expect(stderr).toContain("all 2 verdicts are the same");
    expect(stdout).toContain("4/4");
  });

  it("writes new results into a catalogue, and keeps the rest", async () => {
    const folder = await mkdtemp(join(tmpdir(), "byturns-order-test-"));
    try {
      const file = join(folder, "order.json");
      const before = await readFile(recorded, "utf8");
      await writeFile(file, before.replaceAll('"tick 1"', '"tick one"'));
      await run("order", "ticks-return-or-await", "--runtime", "node", "--times", "2", "--write", folder);
      const rowsOf = (text: string) =>
        (JSON.parse(text) as { rows: { probe: string; kind: string }[] }).rows.map(
          ({ probe, kind }) => `${probe} ${kind}`,
        );
      const after = await readFile(file, "utf8");
      expect(rowsOf(after)).toEqual(rowsOf(before));
      const line = after.split("\n").find((text) => text.includes('"probe":"ticks-return-or-await"'));
      expect(line).toContain('"tick 1"');
      expect(await readFile(join(folder, "order.md"), "utf8")).toContain("### ticks-return-or-await");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("runs each probe only as its first kind, on request", async () => {
    const args = ["order", "ticks-in-module-body", "--runtime", "node", "--times", "1", "--kind", "first"];
    const { stdout } = await run(...args);
    expect(stdout).toContain("as an ES module: one runtime");
    expect(stdout).not.toContain("as a CommonJS module: ");
  });

  it("ends with 2 and a hint for an unknown probe, and for a port check of one runtime", async () => {
    expect(await run("order", "tick-from-timer")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Did you mean ticks-from-timer"),
    });
    expect(await run("order", "--port-check", "node")).toMatchObject({ code: 2 });
  });
});
