import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runIn } from "./command.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byturns-order-own-"));
  await writeFile(
    join(folder, "mine.probe.ts"),
    "export const probe = {\n  program({ mark }: { mark(name: string): void }) {\n    mark('first');\n    queueMicrotask(() => mark('second'));\n  },\n};\n",
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const order = (...args: readonly string[]) =>
  runIn(folder, "order", ...args, "--runtime", "node", "--times", "4");
const baseline = () => join(folder, "order.baseline.json");

describe("byturns order with probes of one's own, outside the checkout", () => {
  it("records them beside the file, and says the next time that nothing changed", async () => {
    const first = await order("./mine.probe.ts");
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toContain("first → second");
    expect(first.stdout).toMatch(/Recorded in .*order\.baseline\.json: mine\/module under node \d/);
    const second = await order(".");
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(/Everything that .* has as settled is still so/);
  });

  it("ends with 1 when something changed, names runtime and versions, and keeps the baseline until --update", async () => {
    const recorded = await readFile(baseline(), "utf8");
    const other = recorded.replaceAll('["first","second"]', '["second","first"]');
    await writeFile(baseline(), other);
    const changed = await order("./mine.probe.ts");
    expect(changed.code).toBe(1);
    expect(changed.stdout).toMatch(
      /mine \(module\), node [\d.]+ → [\d.]+\n {2}second → first: 100 % of the runs before/,
    );
    expect(await readFile(baseline(), "utf8")).toBe(other);
    expect((await order("./mine.probe.ts", "--update")).code).toBe(0);
    expect((await order("./mine.probe.ts")).code).toBe(0);
  });

  it("names a faulty probe in one line, measures the others, and ends with 1", async () => {
    const bad = join(folder, "bad.probe.mjs");
    await writeFile(bad, "export const probe = {\n  program() {\n    throw new Error('boom');\n  },\n};\n");
    const { code, stdout, stderr } = await order("--probes", folder);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^\S*bad\.probe\.mjs:3: the program throws .*boom.*\n$/);
    expect(stdout).toContain("first → second");
    await rm(bad);
  });

  it("lists them after the catalogue's", async () => {
    const { code, stdout } = await runIn(folder, "order", "--list", "--probes", ".");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ticks-after-await/m);
    expect(stdout).toMatch(/mine\.probe\.ts\nticks\nmine +module/);
  });

  it("ends with 2 for what is not there, for flags that do not apply, and for a baseline that is none", async () => {
    expect(await order("./nowhere.probe.ts")).toMatchObject({ code: 2 });
    await writeFile(join(folder, "data.json"), "{}");
    for (const path of ["data.json", "./data.json"]) {
      const { code, stderr } = await order(path);
      expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("is no script") });
    }
    expect(await order("./mine.probe.ts", "--write", folder)).toMatchObject({ code: 2 });
    expect(await order("./mine.probe.ts", "ticks-from-file")).toMatchObject({ code: 2 });
    await writeFile(baseline(), "{");
    expect(await order("./mine.probe.ts")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Delete it to record a new one"),
    });
  });
});
