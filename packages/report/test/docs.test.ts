import { specs } from "@byturns/spec";
import { describe, expect, it } from "vitest";
import { examplePage, generated } from "../src/docs/example-page.ts";
import { readSources } from "../src/index.ts";
import { modelsOf } from "../src/sources.ts";
import { storyOf } from "../src/story.ts";
import { nineCells } from "./made-up.ts";

const root = new URL("../../../", import.meta.url);
const models = ["promises", "fibers", "threads"];

describe("examplePage()", () => {
  it("examplePage() says first that it is generated, and shows every source and every reference figure", async () => {
    const files = (await readSources(root, ["say-after"], models)).get("say-after") ?? [];
    const page = examplePage(specs["say-after"], files, storyOf(nineCells()));
    expect(page.startsWith(generated)).toBe(true);
    expect(files.map(({ model }) => model)).toEqual(["promises", "fibers", "threads", "threads"]);
    for (const { text } of files) expect(page).toContain(text.trimEnd());
    expect(page).toMatch(/\*\*promises\*\* \| 10\.0 ms ● 1\.00×/);
    expect(page).toContain("threads on bun unsupported: Bun ignores resourceLimits");
  });

  it("examplePage() says of a long input that it goes on", () => {
    const page = examplePage(specs["bounded-map"], [], undefined);
    expect(page).toMatch(/^\| `bench` \| `\{"tasks":.*…` \|/m);
    expect(examplePage(specs.fib, [], undefined)).not.toContain("…");
  });

  it("examplePage() fences sources that have fences in their comments", () => {
    const text = "/**\n * ```ts\n * run();\n * ```\n */\nexport const run = () => {};";
    const page = examplePage(
      specs.fib,
      [{ model: "promises", path: "packages/promises/src/fib.ts", text }],
      undefined,
    );
    expect(page).toContain(`\`\`\`\`ts\n${text}\n\`\`\`\`\n`);
  });
});

describe("readSources()", () => {
  it("readSources() reads nothing but files of ports, whatever a record names", async () => {
    const sources = await readSources(
      root,
      ["../../../etc/passwd", "no-such-example"],
      ["../..", "promises"],
    );
    expect([...sources.values()].flat()).toEqual([]);
  });

  it("readSources() reads an example's own file first, then what runs elsewhere for it, of every model", async () => {
    const files = (await readSources(root, ["fib"], await modelsOf(root, ["fib"], models))).get("fib") ?? [];
    const paths = files.map(({ path }) => path.replace("packages/", "").replace("src/", ""));
    expect(paths.slice(0, 4)).toEqual([
      "promises/fib.ts",
      "fibers/fib.ts",
      "threads/fib.ts",
      "threads/fib.worker.ts",
    ]);
  });
});

describe("modelsOf()", () => {
  it("modelsOf() finds the packages that have an example, the known ones first, and not the spec", async () => {
    const found = await modelsOf(root, Object.keys(specs), models);
    expect(found.slice(0, 3)).toEqual(models);
    expect(found).not.toContain("spec");
    expect(await modelsOf(root, ["no-such-example"])).toEqual([]);
  });
});
