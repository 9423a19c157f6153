import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runIn } from "./command.ts";
import { ownProject } from "./own-project.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byturns-new-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const byturns = (...args: readonly string[]) => runIn(folder, ...args);

describe("byturns new", () => {
  it("writes a probe that runs as it is", async () => {
    const written = await byturns("new", "probe", "mine");
    expect(written).toMatchObject({ code: 0, stderr: "" });
    expect(written.stdout).toContain("byturns order ./mine.probe.ts");
    const ran = await byturns("order", "./mine.probe.ts", "--runtime", "node", "--times", "2");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toContain("body → ");
    expect(ran.stdout).toContain("mine/commonjs under node");
  });

  it("writes an example that runs as it is, in every model", async () => {
    await using project = await ownProject({});
    const inProject = (...args: readonly string[]) => runIn(project.folder, ...args);
    expect(await inProject("new", "bench", "orders")).toMatchObject({ code: 0, stderr: "" });
    const ran = await inProject("run", "./orders.bench.ts", "--json");
    expect(ran.code, ran.stderr).toBe(0);
    const models = JSON.parse(ran.stdout) as { model: string; outcome: { _tag: string } }[];
    expect(models.map(({ model, outcome }) => [model, outcome._tag])).toEqual([
      ["one by one", "done"],
      ["all at once", "done"],
    ]);
  });

  it("keeps a file that is there", async () => {
    await writeFile(join(folder, "kept.probe.ts"), "mine");
    const { code, stderr } = await byturns("new", "probe", "kept");
    expect(code).toBe(2);
    expect(stderr).toMatch(/kept\.probe\.ts exists and was not changed/);
    expect(await readFile(join(folder, "kept.probe.ts"), "utf8")).toBe("mine");
  });

  it.each([
    ["prob", "mine", /There is no kind "prob".*probe/s],
    ["probe", "../mine", /Cannot name a probe "\.\.\/mine"/],
    ["bench", "constructor", /Cannot name a bench "constructor": every object of JavaScript has/],
    ["probe", "Mine", /Cannot name a probe "Mine".*my-probe/],
  ])("refuses %s %s, and writes nothing", async (kind, name, message) => {
    const before = await readdir(folder);
    const { code, stderr } = await byturns("new", kind, name);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(await readdir(folder)).toEqual(before);
  });
});
