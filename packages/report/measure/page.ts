// How large a page is, how long it takes to make, and how quick it is: a run of forty examples, of all models under
// all runtimes, with their real sources. Prints figures; `npm run measure -w @byturns/report`.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Trace } from "@byturns/record";
import { specs } from "@byturns/spec";
import { readSources, renderHtml } from "../src/index.ts";
import { launch } from "../test/chromium.ts";
import { around, type MadeUpCell, madeUp } from "../test/made-up.ts";

const models = ["promises", "fibers", "threads"];
const runtimes = ["node", "deno", "bun"];
const ids = Object.keys(specs);
/** Ids beyond those that exist stand in for examples to come, with the sources of those that do. */
const examples = Array.from({ length: 37 }, (_, i) =>
  i < ids.length ? (ids[i] ?? "") : `${ids[i % ids.length]}-${i}`,
);
const swept = examples.slice(-10);

const trace: Trace = {
  wallMs: 30,
  lines: [{ atMs: 12, text: "hello" }],
  spans: Array.from({ length: 24 }, (_, i) => ({
    task: `task ${i % 8}`,
    state: (["waiting", "running", "blocking"] as const)[i % 3] ?? "waiting",
    lane: `thread ${i % 2}`,
    startMs: i,
    endMs: i + 4,
  })),
};
const cells: MadeUpCell[] = models.flatMap((model, m) =>
  runtimes.flatMap((runtime, r) => {
    const wallMs = (by: number) => around(10 * by * (1 + m * 0.7) * (1 + r * 0.2), 0.04);
    return [
      ...examples.map((example, i) => ({ example, model, runtime, wallMs: wallMs(1 + i), trace })),
      ...examples.slice(0, 24).map((example, i) => ({
        example,
        input: "bench-sequential",
        model,
        runtime,
        wallMs: wallMs(2 + i),
        trace,
      })),
      ...swept.flatMap((example) =>
        [100, 1_000, 10_000, 100_000].map((at) => ({
          example,
          at,
          model,
          runtime,
          wallMs: wallMs(at / 100),
        })),
      ),
    ];
  }),
);

const evidence = madeUp({ cells });
const root = new URL("../../../", import.meta.url);
const real = await readSources(root, ids, models);
const sources = new Map(examples.map((example, i) => [example, real.get(ids[i % ids.length] ?? "") ?? []]));
const began = performance.now();
const page = await renderHtml(evidence, sources);
console.log(
  `${cells.length} cells, ${evidence.forks.length} forks: ${(Buffer.byteLength(page) / 1e6).toFixed(2)} MB in ${(performance.now() - began).toFixed(0)} ms`,
);

const folder = await mkdtemp(join(tmpdir(), "byturns-measure-"));
const browser = await launch();
try {
  const file = join(folder, "report.html");
  await writeFile(file, page);
  const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await tab.goto(pathToFileURL(file).href);
  const seen = await tab.evaluate(`(async () => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    const search = document.querySelector("input[name=q]");
    const filters = [];
    for (const text of ["fib", "", "sequential", ""]) {
      const began = performance.now();
      search.value = text;
      search.dispatchEvent(new Event("input", { bubbles: true }));
      document.body.getBoundingClientRect();
      filters.push(Math.round(performance.now() - began));
    }
    return { paint: Math.round(paint), filters };
  })()`);
  console.log(`first content and filters, ms: ${JSON.stringify(seen)}`);
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
