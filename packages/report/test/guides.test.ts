// The guides in docs that are made from the reference run and from the helpers' comments.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { specs } from "@byturns/spec";
import { describe, expect, it } from "vitest";
import { choosingPage } from "../src/docs/choosing.ts";
import { copyingPage } from "../src/docs/copying.ts";
import { questions } from "../src/docs/questions.ts";
import { rangesOf } from "../src/docs/ranges.ts";
import { storyOf } from "../src/story.ts";
import { nineCells } from "./made-up.ts";

const root = new URL("../../../", import.meta.url);
const story = storyOf(nineCells());

describe("rangesOf()", () => {
  it("rangesOf() gives the lowest and the highest median of each model, and every cell that may be the best", () => {
    const one = story.examples[0];
    const { models, best, cells } = rangesOf(story, { example: one?.id ?? "", metric: "wallMs" });
    const medians = (one?.cases[0]?.cells ?? [])
      .filter(({ model }) => model === "promises")
      .flatMap(({ summary }) => summary?.figures.wallMs?.median ?? []);
    expect(models).toHaveLength(story.models.length);
    expect(models[0]).toContain(Math.min(...medians).toPrecision(3));
    expect(best).toContain("promises");
    expect(cells).toBe("promises on node and deno");
  });

  it.each([
    [{ example: "nothing", metric: "wallMs" }, "case nothing/bench"],
    [{ example: story.examples[0]?.id ?? "", metric: "nothing" }, 'metric "nothing"'],
  ])("rangesOf() names what a run lacks: %o", (evidence, lacks) => {
    expect(() => rangesOf(story, evidence)).toThrow(new RangeError(`The reference run has no ${lacks}`));
  });
});

describe("choosingPage()", () => {
  it("asks ten questions of examples that exist, each with a command that measures the evidence", () => {
    const page = choosingPage(undefined);
    expect(questions).toHaveLength(10);
    for (const { title, evidence, copy } of questions) {
      expect(page).toContain(`. ${title}\n`);
      for (const id of [...evidence.map(({ example }) => example), ...copy])
        expect(specs).toHaveProperty([id]);
    }
    expect(page.match(/^npx byturns bench .* --suite reference /gm)).toHaveLength(10);
  });

  it("has no figure where there is no reference run", () => {
    expect(choosingPage(undefined)).not.toMatch(/\d (ms|µs|MiB)|Answer/);
  });
});

describe("copyingPage()", () => {
  it("names for every helper what it costs, and the libraries that are measured beside it", async () => {
    const page = await copyingPage(root, undefined);
    expect(page).toMatch(
      /\| \[`bounded-map`\]\(#bounded-map\) \| Maps over `items` with at most `limit` tasks/,
    );
    expect(page).toContain("beside p-limit 7.3.3, p-map 7.1.1");
    expect(page.match(/^\| costs \|/gm)).toHaveLength(12);
  });

  it("refuses a helper whose head does not state how it is canceled, with its file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "byturns-copying-"));
    try {
      const ports = join(folder, "packages");
      for (const model of ["promises", "fibers", "threads"]) {
        await mkdir(join(ports, model, "src"), { recursive: true });
        await writeFile(
          join(ports, model, "src", "mutex.ts"),
          "// mutex.\n//\n// Start: at once. Cost: none.\n",
        );
      }
      await writeFile(join(ports, "promises", "src", "mutex.example.ts"), "");
      await expect(copyingPage(pathToFileURL(`${folder}/`), undefined)).rejects.toThrow(
        /^packages\/\w+\/src\/mutex\.ts must begin with a comment "Start: … Cancel: … Fail: … Cost: …": found "Start: at once\. Cost: none\."/,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
