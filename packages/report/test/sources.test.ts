import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Painter } from "../src/html/code.ts";
import { paintSources, readSources, type SourceFile } from "../src/index.ts";

const root = new URL("../../../", import.meta.url);
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** What is read of painted text. */
const textOf = (painted: string) =>
  painted
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? "");

describe("paintSources()", () => {
  it("gives each file its own text, colored", async () => {
    const sources = await readSources(root, ["say-after", "fib"], ["promises", "threads"]);
    const painted = await paintSources(sources);
    expect([...painted.keys()]).toEqual(["say-after", "fib"]);
    for (const [example, files] of painted) {
      expect(files.map(({ path }) => path)).toEqual(sources.get(example)?.map(({ path }) => path));
      for (const { text, painted: own } of files) {
        expect(textOf(own?.text ?? "")).toBe(text.trimEnd());
        expect(own?.text).toMatch(/<b>export\b/);
      }
    }
  });

  it("makes no markup of what a file says", async () => {
    const file = { model: "promises", path: "x.ts", text: 'const a = "</script><img src=x>";' };
    const [painted] = (await paintSources(new Map([["x", [file]]]))).get("x") ?? [];
    expect(painted?.painted?.text).not.toMatch(/<(img|\/script)/);
    expect(textOf(painted?.painted?.text ?? "")).toBe(file.text);
  });

  it("starts no thread where there is nothing to paint", async () => {
    const none = new Map();
    expect(await paintSources(none)).toBe(none);
  });
});

describe("paintSources() with a place to keep what it painted", () => {
  it("paints a text once, and what is new beside it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "byturns-painted-"));
    try {
      const [one, other] = ["const a = 1;", "const b = 2;"].map((text) => ({
        model: "promises",
        path: "x.ts",
        text,
      }));
      const paint = async (...files: (typeof one)[]) =>
        (await paintSources(new Map([["x", files as SourceFile[]]]), folder))
          .get("x")
          ?.map(({ painted }) => painted?.text);
      const [first] = (await paint(one, one)) ?? [];
      expect(first).toContain("<b>const</b>");
      const cache = join(folder, ".cache", "byturns");
      const [name = ""] = await readdir(cache);
      const kept = await readFile(join(cache, name), "utf8");
      await writeFile(join(cache, name), kept.replace("const", "kept"));
      expect(await paint(one, other)).toEqual([
        first?.replace("const", "kept"),
        first?.replace("a", "b").replace("1", "2"),
      ]);
      await writeFile(join(cache, name), kept.replace(/:".*"/, ":1"));
      expect(await paint(one)).toEqual([first]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("Painter", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("colors a whole line, however long the machine takes for it", async () => {
    const line = "const one = 1, two = 2, three = 3;";
    const painted = (await Painter.make()).paint(line).text;
    expect(painted.match(/<kbd>/g)).toHaveLength(3);
    let nowMs = 0;
    vi.spyOn(Date, "now").mockImplementation(() => {
      nowMs += 10_000;
      return nowMs;
    });
    expect((await Painter.make()).paint(line).text).toBe(painted);
  });
});
