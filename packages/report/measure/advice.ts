/// <reference lib="dom" />
// How long "My work" takes to answer, from a field's change until its table is drawn: `node measure/advice.ts FOLDER`.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "@byturns/chromium";
import { readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { median, summarize } from "@byturns/statistics";
import { renderHtml } from "../src/index.ts";

const reference = fileURLToPath(new URL("../../../benchmarks/reference/full", import.meta.url));
const run = await readRun(process.argv[2] ?? reference);
const folder = await mkdtemp(join(tmpdir(), "byturns-measure-"));
const browser = await launch();
try {
  const file = join(folder, "report.html");
  await writeFile(file, await renderHtml({ ...run, summary: summarize(factsOf(run)) }));
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  const answersMs = await page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>("#advice-ratePerSecond");
    const table = document.querySelector<HTMLElement>("#advice-rows");
    if (field === null || table === null) throw new Error("The page has no section My work");
    return Array.from({ length: 50 }, (_, i) => {
      field.value = String(10 + 40 * i);
      const from = performance.now();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      // Asking for a height lays the table out.
      void table.offsetHeight;
      return performance.now() - from;
    });
  });
  const longestMs = Math.max(...answersMs);
  console.log(
    `an answer: asked 50 ms, measured ${median(answersMs).toFixed(1)} ms in the middle, ${longestMs.toFixed(1)} ms at most, of ${answersMs.length}`,
  );
  process.exitCode = longestMs <= 50 ? 0 : 1;
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
