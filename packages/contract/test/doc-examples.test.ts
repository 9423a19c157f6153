// Every example in a doc comment runs: a reader who copies it gets what it shows.
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { docExampleModule, docExamplesOf } from "../src/doc-examples.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Packages whose examples do not run yet. None may be added; one whose examples all run is removed. */
const notYet = [...["fixtures", "lab", "order", "promises", "record", "report", "statistics", "threads"]];

const found = globSync(["packages/*/src/**/*.ts", "apps/*/src/**/*.ts"], { cwd: root })
  .toSorted()
  .flatMap((path) => docExamplesOf(readFileSync(root + path, "utf8")).map(({ line }) => ({ path, line })));
const packageOf = (path: string) => path.split("/")[1] as string;

describe("doc comments", () => {
  it.each(found.filter(({ path }) => !notYet.includes(packageOf(path))))(
    "the example in $path:$line runs",
    async ({ path, line }) => {
      await import(docExampleModule(root + path, line));
    },
  );

  it.each(notYet)("%s still has examples that do not run", (name) => {
    expect(found.filter(({ path }) => packageOf(path) === name)).not.toEqual([]);
  });
});

describe("docExamplesOf()", () => {
  const comment = (...lines: string[]) => ["/**", ...lines.map((line) => ` * ${line}`), " */"].join("\n");

  it("finds the code of each example, and where it begins", () => {
    const source = [
      comment("@example", "```ts", "one();", "", "```"),
      comment("Text.", "```ts", "not an example", "```"),
      comment("@example of two", "words", "```ts", "two();", "```", "@example", "```ts", "three();", "```"),
    ].join("\n");
    expect(docExamplesOf(source)).toEqual([
      { line: 4, code: "one();\n\n" },
      { line: 18, code: "two();\n" },
      { line: 22, code: "three();\n" },
    ]);
  });

  it.each([
    ["has no block", comment("@example", "one();")],
    ["has a block of another language", comment("@example", "```sh", "one", "```")],
    ["has its block behind the next tag", comment("@example", "@returns x", "```ts", "one();", "```")],
    ["has a block that does not end", comment("@example", "```ts", "one();")],
  ])("refuses an example that %s", (_, source) => {
    expect(() => docExamplesOf(source)).toThrow(RangeError);
  });
});
