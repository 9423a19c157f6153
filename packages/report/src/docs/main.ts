// Writes docs/examples, three guides in docs, and the tables of the README and of docs/advice.md; with `--check` it lists
// the files that are stale, and fails if there are any.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readCatalogue, renderMovingGuide } from "@byturns/order";
import { readOwnShares, readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { type AnySpec, specs } from "@byturns/spec";
import { summarize } from "@byturns/statistics";
import { readRecordedCounts } from "../counts/recorded-counts.ts";
import type { Story } from "../model.ts";
import { modelsOf, readSources } from "../sources.ts";
import { storyOf } from "../story.ts";
import { choosingPage } from "./choosing.ts";
import { copyingPage } from "./copying.ts";
import { exampleIndex, examplePage } from "./example-page.ts";
import { withHeld } from "./held.ts";
import { withParts } from "./marked.ts";
import { pageScript, pageScriptFile } from "./page-script.ts";
import { processesTable } from "./processes.ts";
import { withFigures } from "./readme.ts";

const root = new URL("../../../../", import.meta.url);
const folder = "docs/examples/";

const stale = await staleFiles(await pages());
if (process.argv.includes("--check")) {
  for (const name of stale.keys()) console.error(`${name} is stale; npm run docs writes it anew`);
  process.exitCode = stale.size === 0 ? 0 : 1;
} else {
  await mkdir(new URL(folder, root), { recursive: true });
  for (const [name, text] of stale) {
    const file = new URL(name, root);
    if (text === undefined) await rm(file);
    else await writeFile(file, text);
  }
  console.log(`${stale.size} files written or removed`);
}

async function pages(): Promise<Map<string, string>> {
  const all: readonly AnySpec[] = Object.values(specs);
  const ids = all.map(({ id }) => id);
  const [full, article, processes, processesPage, readme, catalogue, advice, held] = await Promise.all([
    reference("full"),
    reference("article"),
    reference("processes"),
    readFile(new URL("docs/processes.md", root), "utf8"),
    readFile(new URL("README.md", root), "utf8"),
    readFile(new URL("docs/order.json", root), "utf8"),
    readFile(new URL("docs/advice.md", root), "utf8"),
    readFile(new URL("benchmarks/advice/measured.json", root), "utf8").catch(() => undefined),
  ]);
  const files = await readSources(root, ids, await modelsOf(root, ids, full?.models));
  return new Map([
    ["README.md", withFigures(readme, article, full)],
    ["docs/advice.md", withHeld(advice, held)],
    ["docs/choosing.md", choosingPage(full)],
    ["docs/copying.md", await copyingPage(root, full)],
    [
      "docs/processes.md",
      withParts(processesPage, { figures: processesTable(processes) }, "docs/processes.md"),
    ],
    ["docs/moving.md", renderMovingGuide(readCatalogue(catalogue))],
    [pageScriptFile, await pageScript()],
    [`${folder}README.md`, exampleIndex(all, full)],
    ...all.map(
      (spec) => [`${folder}${spec.id}.md`, examplePage(spec, files.get(spec.id) ?? [], full)] as const,
    ),
  ]);
}

/** A committed reference run, if there is one. */
async function reference(name: string): Promise<Story | undefined> {
  const at = new URL(`benchmarks/reference/${name}/`, root);
  const isThere = await readFile(new URL("plan.json", at)).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  const run = await readRun(fileURLToPath(at));
  const [ownShares, counts] = await Promise.all([
    readOwnShares(fileURLToPath(new URL("benchmarks/reference/", root))),
    readRecordedCounts(root),
  ]);
  return storyOf({ ...run, summary: summarize(factsOf(run)), ownShares, counts });
}

/** What each file must become; undefined where it must go. */
async function staleFiles(wanted: ReadonlyMap<string, string>): Promise<Map<string, string | undefined>> {
  const found = new Map<string, string | undefined>();
  for (const [name, text] of wanted) {
    const now = await readFile(new URL(name, root), "utf8").catch(() => undefined);
    if (now !== text) found.set(name, text);
  }
  const names = await readdir(new URL(folder, root)).catch(() => []);
  for (const name of names.map((file) => `${folder}${file}`)) {
    if (name.endsWith(".md") && !wanted.has(name)) found.set(name, undefined);
  }
  return found;
}
