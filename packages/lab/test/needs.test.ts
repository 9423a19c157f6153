import { realpathSync } from "node:fs";
import { type Catalog, makePlan, runPlan } from "@byturns/lab";
import { runOnce } from "@byturns/lab/once";
import { readRun } from "@byturns/record";
import { describe, expect, it } from "vitest";
import { catalog, kind, runtime, scratch, suiteOf } from "./laboratory.ts";

/** Returns in its command what it was allowed. */
const telling = {
  ...kind,
  flags: ({ permissions }: Parameters<typeof kind.flags>[0]) => [`--title=${JSON.stringify(permissions)}`],
};
const needy: Catalog = {
  ...catalog,
  runtimes: [telling],
  needs: (model) => (model === "promises" ? { run: ["{runtime}", "sh"], net: ["127.0.0.1"] } : {}),
};
const found = { ...runtime, kind: telling };
const allowed = { run: [realpathSync(runtime.path), "sh"], net: ["127.0.0.1"] };

function allowedIn(command: readonly string[]): unknown {
  const title = command.find((argument) => argument.startsWith("--title="));
  return JSON.parse(title?.slice("--title=".length) ?? "null");
}

/** As in a record. */
const shown = JSON.parse(JSON.stringify(allowed).replaceAll(catalog.root, "."));

describe("what a model needs", () => {
  it("is allowed to the forks of a plan, with the runtime's own program instead of {runtime}", async () => {
    await using folder = await scratch();
    const suite = suiteOf("answers rightly");
    const plan = makePlan(needy, { suite, runtimes: [found], profile: "smoke", seed: 7 });
    await runPlan(needy, plan, folder.at("run"));
    const [record] = (await readRun(folder.at("run"))).forks;
    expect(allowedIn(record?.command ?? [])).toMatchObject(shown);
  });

  it("is allowed to an example that is run once", async () => {
    const value = { behave: "answers rightly", path: "" };
    const task = { example: "rogue", input: "one", value, model: "promises", runtime: found };
    const { record } = await runOnce(needy, task);
    expect(allowedIn(record.command)).toMatchObject(shown);
  });
});

describe("makePlan()", () => {
  it("uses the models that are named, or else the suite's, or else the project's usual ones", () => {
    const usual: Catalog = { ...catalog, usualModels: ["promises"] };
    const suite = suiteOf("answers rightly");
    const modelsOf = (options: object) =>
      makePlan(usual, { suite, runtimes: [runtime], profile: "smoke", seed: 7, ...options }).models;
    expect(modelsOf({})).toEqual(["promises"]);
    expect(modelsOf({ suite: { ...suite, models: ["threads", "promises"] } })).toEqual([
      "threads",
      "promises",
    ]);
    expect(modelsOf({ suite: { ...suite, models: ["promises"] }, models: ["threads", "promises"] })).toEqual([
      "threads",
      "promises",
    ]);
  });
});
