// What the page must reach, and what it reaches: prints each figure beside what was asked, and exits with 1 where one
// falls short. `npm run measure -w @byturns/report`, for made-up runs; followed by `-- FOLDER`, for a run that was made.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "@byturns/chromium";
import { readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { summarize } from "@byturns/statistics";
import type { Browser } from "playwright-core";
import { paintSources, readSources, renderHtml } from "../src/index.ts";
import { makeRun } from "./made-run.ts";

const root = new URL("../../../", import.meta.url);
const [given] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), "byturns-measure-"));
const browser = await launch();
let fellShort = 0;
try {
  if (given === undefined) {
    const full = await makeRun(join(folder, "full"), { sweptRows: 0, forks: 15, resourceForks: 2 });
    console.log(
      `A made-up reference run in the shape of a real one: ${full.examples} examples, ${full.cells} cells, ${full.forks} forks`,
    );
    await measure(join(folder, "full"));
    const many = await makeRun(join(folder, "many"), { sweptRows: 48, forks: 6, resourceForks: 0 });
    console.log(`A made-up run of many cells: ${many.cells} cells, ${many.forks} forks`);
    await filterOnly(join(folder, "many"));
  } else await measure(given);
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = fellShort === 0 ? 0 : 1;

async function measure(run: string): Promise<void> {
  const { page, readMs, reckonMs, drawMs, cpuMs } = await build(run);
  line("size of the page", Buffer.byteLength(page) / 1e6, 2, "MB");
  console.log(`  ${cpuMs.toFixed(0)} ms of processor time to build it, whatever else the machine did`);
  line(
    `built (${readMs.toFixed(0)} ms read, ${reckonMs.toFixed(0)} ms reckoned, ${drawMs.toFixed(0)} ms drawn)`,
    (readMs + reckonMs + drawMs) / 1_000,
    3,
    "s",
  );
  const seen = await look(browser, page);
  line("first content, median of 5 visits", seen.paintMs / 1_000, 0.5, "s");
  line("requests that leave the page", seen.requests, 0, "");
  line(`a filter applied, longest (${seen.filter})`, seen.filterMs, 100, "ms");
}

async function filterOnly(run: string): Promise<void> {
  const { page } = await build(run);
  const { filter, filterMs, requests } = await look(browser, page);
  line(`a filter applied, longest (${filter})`, filterMs, 100, "ms");
  line("requests that leave the page", requests, 0, "");
}

/** From a run's folder to its page, as `byturns report` goes. */
async function build(at: string) {
  const cpu = process.cpuUsage();
  const beganMs = performance.now();
  const run = await readRun(at);
  const readAtMs = performance.now();
  const examples = [...new Set(run.plan.cases.map(({ example }) => example))];
  const painting = paintSources(await readSources(root, examples, run.plan.models));
  const summary = summarize(factsOf(run));
  const reckonedMs = performance.now();
  const page = await renderHtml({ ...run, summary }, await painting);
  const drawMs = performance.now() - reckonedMs;
  const { user, system } = process.cpuUsage(cpu);
  const cpuMs = (user + system) / 1_000;
  return { page, cpuMs, readMs: readAtMs - beganMs, reckonMs: reckonedMs - readAtMs, drawMs };
}

async function look(chromium: Browser, page: string) {
  const file = join(folder, "report.html");
  await writeFile(file, page);
  const address = pathToFileURL(file).href;
  const paints: number[] = [];
  const filters: { filter: string; ms: number }[] = [];
  let requests = 0;
  for (let visit = 0; visit < 5; visit++) {
    const tab = await chromium.newPage({ viewport: { width: 1280, height: 900 } });
    tab.on("request", (request) => {
      if (request.url() !== address && !request.url().startsWith("data:")) requests += 1;
    });
    await tab.goto(address);
    // Typed out, because the page's policy lets no function of ours be made into a script.
    const seen = (await tab.evaluate(`(async () => {
      const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
      const control = (name) => document.querySelector('#controls [name="' + name + '"]');
      // A message that is sent within a frame comes when that frame was laid out and painted.
      const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(0);
      }));
      const filters = [];
      const timed = async (name, what, change) => {
        await painted();
        const began = performance.now();
        change(control(name));
        control(name).dispatchEvent(new Event("input", { bubbles: true }));
        await painted();
        filters.push({ filter: name + ' "' + what + '"', ms: performance.now() - began });
      };
      control("q").scrollIntoView();
      for (const text of ["fib", "", "steps", ""])
        await timed("q", text, (search) => { search.value = text; });
      for (const shown of ["differ", "alike", "all"])
        await timed("show", shown, (select) => { select.value = shown; });
      for (const isShown of [false, true])
        await timed("models", isShown, (box) => { box.checked = isShown; });
      return { paint, filters };
    })()`)) as { paint: number; filters: typeof filters };
    paints.push(seen.paint);
    filters.push(...seen.filters);
    await tab.close();
  }
  const longest = filters.toSorted((a, b) => b.ms - a.ms)[0];
  return {
    paintMs: paints.toSorted((a, b) => a - b)[2] ?? Number.NaN,
    filter: longest?.filter,
    filterMs: longest?.ms ?? Number.NaN,
    requests,
  };
}

function line(what: string, measured: number, asked: number, unit: string): void {
  const holds = measured <= asked;
  if (!holds) fellShort += 1;
  const digits = unit === "" || unit === "ms" ? 0 : 2;
  console.log(
    `  ${holds ? "✓" : "✗"} ${what}: ${measured.toFixed(digits)} ${unit}`.trimEnd(),
    `${`(asked: at most ${asked} ${unit}`.trimEnd()})`,
  );
}
