// Writes docs/examples, three guides in docs, the tables of the README and of docs/advice.md, and the reports of reference
// runs; with `--check` it lists the files that are stale, and fails if there are any.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readCatalogue, renderMovingGuide } from "@byturns/order";
import { catalogueWithoutCrashes } from "@byturns/order/crash";
import { readOwnShares, readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { type AnySpec, specs } from "@byturns/spec";
import { summarize } from "@byturns/statistics";
import { readRecordedCounts } from "../counts/recorded-counts.ts";
import { renderHtml } from "../html/page.ts";
import { renderMarkdown } from "../markdown.ts";
import type { Evidence } from "../model.ts";
import { modelsOf, paintSources, readSources } from "../sources.ts";
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
  const [fullRun, articleRun, processes, processesPage, readme, catalogue, advice, held] = await Promise.all([
    reference("full"),
    reference("article"),
    reference("processes"),
    readFile(new URL("docs/processes.md", root), "utf8"),
    readFile(new URL("README.md", root), "utf8"),
    readFile(new URL("docs/order.json", root), "utf8"),
    readFile(new URL("docs/advice.md", root), "utf8"),
    readFile(new URL("benchmarks/advice/measured.json", root), "utf8").catch(() => undefined),
  ]);
  const [full, article] = [fullRun && storyOf(fullRun), articleRun && storyOf(articleRun)];
  const files = await readSources(root, ids, await modelsOf(root, ids, full?.models));
  return new Map([
    ...(await reportsOf("full", fullRun, catalogue)),
    ...(await reportsOf("article", articleRun, catalogue)),
    ["README.md", withFigures(readme, article, full)],
    ["docs/advice.md", withHeld(advice, held)],
    ["docs/choosing.md", choosingPage(full)],
    ["docs/copying.md", await copyingPage(root, full)],
    [
      "docs/processes.md",
      withParts(
        processesPage,
        { figures: processesTable(processes && storyOf(processes)) },
        "docs/processes.md",
      ),
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
async function reference(name: string): Promise<Evidence | undefined> {
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
  return { ...run, summary: summarize(factsOf(run)), ownShares, counts };
}

/** As `byturns report` writes them; what they show of counts, own shares and sources is of today. */
async function reportsOf(
  name: string,
  run: Evidence | undefined,
  catalogue: string,
): Promise<readonly (readonly [string, string])[]> {
  if (run === undefined) return [];
  const examples = [...new Set(run.plan.cases.map(({ example }) => example))];
  const sources = await readSources(root, examples, run.plan.models);
  const painted = await paintSources(sources, fileURLToPath(new URL("node_modules", root)));
  const page = await renderHtml(run, painted, { order: catalogueWithoutCrashes(readCatalogue(catalogue)) });
  return [
    [`benchmarks/reference/${name}/report.md`, renderMarkdown(run)],
    [`benchmarks/reference/${name}/report.html`, page],
  ];
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
