// Every command that a page shows: its flags and names are those that there are, and what only plans can be planned.
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { listProbes } from "@byturns/order";
import { specs } from "@byturns/spec";
import { describe, expect, it } from "vitest";
import { run, runIn } from "./command.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (path: string) => readFileSync(`${root}/${path}`, "utf8");
const pages = globSync(["*.md", "docs/*.md", "{packages,benchmarks,apps}/*/README.md"], { cwd: root }).filter(
  // The changelog tells of what there was.
  (path) => path !== "docs/order.md" && path !== "CHANGELOG.md",
);

/** A command as a page shows it, after `byturns` or `npm`. */
interface Shown {
  readonly page: string;
  readonly words: readonly string[];
}

/** The commands of a page that begin with a word: lines of its `sh` blocks, and code in its prose. */
function shownOn(page: string, program: "byturns" | "npm"): readonly Shown[] {
  const text = read(page);
  const lines = [...text.matchAll(/^```sh[^\n]*\n(.*?)^```/gms)].flatMap(([, block = ""]) =>
    block
      .replaceAll("\\\n", " ")
      .split("\n")
      .flatMap((line) => line.replace(/\s+#.*$/, "").split("&&")),
  );
  const prose = text.replace(/^```.*?^```/gms, "");
  const inline = [...prose.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code.replace(/\s+/g, " "));
  return [...lines, ...inline].flatMap((line) => {
    const [, rest] = new RegExp(`^(?:[A-Z_]+=\\S+ )?(?:npx )?${program} (.*)$`).exec(line.trim()) ?? [];
    // Quotes are those of a shell; no word of a shown command has a blank.
    return rest === undefined ? [] : [{ page, words: rest.replaceAll("'", "").split(/\s+/) }];
  });
}

const shown = pages.flatMap((page) => shownOn(page, "byturns"));
const isPlaceholder = (word: string) => /[…<>$]/.test(word);
const textOf = ({ page, words }: Shown) => `${page}: byturns ${words.join(" ")}`;
const positional = ({ words }: Shown) => {
  const end = words.findIndex((word) => word.startsWith("-"));
  return words
    .slice(1, end === -1 ? undefined : end)
    .filter((word) => !isPlaceholder(word) && !/[./]/.test(word));
};

describe("the commands that pages show", () => {
  it("are found", () => {
    expect(shown.length).toBeGreaterThan(80);
  });

  it("have flags that there are", async () => {
    const unknown: string[] = [];
    for (const [command, ones] of Map.groupBy(shown, ({ words: [first = ""] }) => first)) {
      const { code, stdout } = await run(command, "--help");
      const flags = new Set(stdout.match(/(?<=^ *|, )--?[a-z][a-z-]*/gm));
      for (const one of ones) {
        if (code !== 0) unknown.push(textOf(one));
        for (const word of one.words.filter((word) => /^--?[a-z]/.test(word)))
          if (!flags.has(word)) unknown.push(`${textOf(one)}: ${word}`);
      }
    }
    expect(unknown).toEqual([]);
  });

  it("name examples and probes that there are", async () => {
    const probes = new Set((await listProbes()).map(({ id }) => id));
    // The probe of the page that says how to write one.
    probes.add("ticks-example");
    const unknown = shown.filter((one) => {
      const [command = ""] = one.words;
      if (["bench", "run", "explain", "copy", "own-share"].includes(command))
        return positional(one).some((id) => !Object.hasOwn(specs, id));
      return (
        command === "order" &&
        !one.words.includes("--port-check") &&
        positional(one).some((id) => !probes.has(id))
      );
    });
    expect(unknown.map(textOf)).toEqual([]);
  });

  it("can be planned where they measure cells of this project", async () => {
    const planned = shown.filter(
      ({ page, words }) =>
        ["bench", "own-share", "calibrate"].includes(words[0] ?? "") &&
        // Its commands run in another project, in a test of their own.
        page !== "docs/your-own.md" &&
        !words.some((word) => isPlaceholder(word) || /^\.\/|^--(against|fleet|resume)$/.test(word)),
    );
    expect(planned.length).toBeGreaterThan(30);
    const failed: string[] = [];
    for (const words of new Set(planned.map((one) => one.words.join(" ")))) {
      const { code, stderr } = await runIn(root, ...words.split(" "), "--dry-run", "--runtime", "node");
      if (code !== 0) failed.push(`${words}: ${stderr}`);
    }
    expect(failed).toEqual([]);
  });

  it("of npm name a script that there is, in the package that they name", () => {
    const packages = globSync("{packages,benchmarks,apps}/*/package.json", { cwd: root }).map((path) => ({
      folder: path.replace("/package.json", ""),
      ...(JSON.parse(read(path)) as { name: string; scripts?: Readonly<Record<string, string>> }),
    }));
    const own = {
      scripts: (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts,
    };
    const unknown = pages
      .flatMap((page) => shownOn(page, "npm"))
      .filter(({ words: [verb = "", script = "", ...rest] }) => {
        const words = [script, ...rest];
        const named = words.includes("-w") ? words[words.indexOf("-w") + 1] : undefined;
        const where =
          named === undefined ? own : packages.find(({ name, folder }) => name === named || folder === named);
        if (verb !== "run" && verb !== "start" && verb !== "test") return false;
        return !Object.hasOwn(where?.scripts ?? {}, verb === "run" ? script : verb);
      });
    expect(unknown.map(({ page, words }) => `${page}: npm ${words.join(" ")}`)).toEqual([]);
  });
});
