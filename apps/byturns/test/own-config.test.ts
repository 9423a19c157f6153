import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findConfig } from "../src/own/config.ts";
import { runIn } from "./command.ts";
import { example, ownProject, right } from "./own-project.ts";

const all = `${right.question}\n${right.inputs}\nmodels: { a: () => 1, b: () => 1 },`;
const config = (text: string) =>
  `import { defineConfig } from "byturns";\nexport default defineConfig(${text});\n`;

describe("byturns.config.ts", () => {
  it("gives defaults and suites, also from a folder below it; flags come before it", async () => {
    await using project = await ownProject({
      "byturns.config.ts": config(
        '{ profile: "smoke", runtimes: ["node"], models: ["a"], suites: { team: ["bench/*.bench.ts"] } }',
      ),
      "bench/one.bench.ts": example(all),
      "bench/two.bench.ts": example(all),
    });
    const dryRun = async (...args: readonly string[]) => {
      const { stdout, stderr } = await runIn(
        join(project.folder, "bench"),
        ...["bench", ...args, "--dry-run", "--json"],
      );
      expect(stderr).toBe("");
      const { plan } = JSON.parse(stdout);
      return {
        profile: plan.profile.name,
        cells: plan.cases.map((one: { example: string }) => one.example),
        models: plan.models,
        runtimes: plan.runtimes.map((one: { id: string }) => one.id),
      };
    };
    const [suite, flags] = await Promise.all([
      dryRun("--suite", "team"),
      dryRun("./one.bench.ts", "--profile", "quick", "--models", "a,b"),
    ]);
    expect(suite).toEqual({ profile: "smoke", cells: ["one", "two"], models: ["a"], runtimes: ["node"] });
    expect(flags).toEqual({ profile: "quick", cells: ["one"], models: ["a", "b"], runtimes: ["node"] });
  });

  it.each([
    ['{ profil: "full" }', /byturns\.config\.ts:2: a config has no field "profil": did you mean profile\?/],
    ["{ runtimes: 5 }", /its runtimes must be a list of texts, not 5/],
    ['{ suites: { a: "x" } }', /its suites must be lists of files by name/],
    ["undefined as never", /it has no default export/],
    ["Promise.resolve({}) as never", /:2: its default export is a Promise: write export default/],
    ["{ profile() {} }", /:2: its profile must be a text, not a function/],
    ["{ out: 5n }", /:2: its out must be a text, not 5/],
    ['{ profile: "nope" }', /byturns\.config\.ts: There is no profile "nope"\. There are: smoke,/],
    ['{ budget: "soon" }', /byturns\.config\.ts: Cannot read its budget soon: write a duration/],
    ["(() => { throw new Error('no'); })()", /:2: it cannot be loaded: it throws no/],
  ])("refuses %s", async (text, message) => {
    await using project = await ownProject({ "byturns.config.ts": config(text) });
    await expect(findConfig(project.folder)).rejects.toThrow(message);
  });

  it.each([
    ['{ runtimes: ["nod"] }', ["./one.bench.ts"], /byturns\.config\.ts: There is no runtime "nod"\. Did you/],
    ['{ runtimes: ["node=/no/such"] }', ["./one.bench.ts"], /byturns\.config\.ts: node=.*is not there/],
    ['{ models: ["c"] }', ["./one.bench.ts"], /byturns\.config\.ts: its models are c, and .* has a, b/],
    [
      '{ suites: { team: ["gone.bench.ts"] } }',
      ["--suite", "team"],
      /byturns\.config\.ts: .*gone\.bench\.ts/,
    ],
    ['{ suites: { team: ["gone*.ts"] } }', ["--suite", "team"], /byturns\.config\.ts: No file matches/],
    [
      '{ suites: { team: ["one.bench.ts"] } }',
      ["--suite", "teem"],
      /^There is no suite "teem"\. Did you mean team/,
    ],
    ['{ suites: { team: ["one.bench.ts"] } }', ["--suite", "toString"], /^There is no suite "toString"/],
  ] as const)("is named where a value of it is refused: %s", async (text, args, message) => {
    await using project = await ownProject({
      "byturns.config.ts": config(text),
      "one.bench.ts": example(all),
    });
    const { code, stderr } = await runIn(project.folder, "bench", ...args, "--dry-run");
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
