import { expect, it } from "vitest";
import { plan } from "../src/index.ts";
import { run } from "./command.ts";

const request = { models: ["promises"], runtimes: ["node"], profile: "smoke", seed: 7 };

it("plans only the inputs that are named, also one that the suite does not ask for", async () => {
  const { cases } = await plan({ ...request, examples: ["say-after"], inputs: ["test"] });
  expect(cases.map(({ example, input }) => `${example}/${input}`)).toEqual(["say-after/test"]);
});

it("refuses an input without an example, and one that no example has", async () => {
  await expect(plan({ ...request, inputs: ["test"] })).rejects.toThrow("name an example too");
  await expect(plan({ ...request, examples: ["say-after"], inputs: ["tset"] })).rejects.toThrow(
    /input.*tset/,
  );
});

it("passes --input from the command line to the plan", async () => {
  const { code, stdout } = await run(
    ...["bench", "say-after", "--input", "test", "--profile", "smoke", "--runtime", "node"],
    ...["--dry-run", "--json"],
  );
  expect(code).toBe(0);
  const { plan: made } = JSON.parse(stdout) as { plan: { cases: { input: string }[] } };
  expect(made.cases.map(({ input }) => input)).toEqual(["test"]);
});

it("refuses --input beside --resume", async () => {
  const { code, stderr } = await run("bench", "--resume", "runs/none", "--input", "test");
  expect(code).toBe(2);
  expect(stderr).toContain("--input");
});
