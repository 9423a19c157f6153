// One file of a team's own, in a folder outside of the checkout, under every runtime.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { readRun } from "@byturns/record";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runIn, start } from "./command.ts";
import { ownProject } from "./own-project.ts";

const file = `import { defineExample } from "byturns";
import * as Effect from "effect/Effect";

export default defineExample({
  title: "Orders, enriched",
  question: "What does enriching an order cost?",
  inputs: { small: { orders: 10 } },
  sweeps: { orders: [20] },
  units: { order: (input) => input.orders },
  warmUpMs: 40,
  readings: { total: { title: "Sum of all", unit: "orders", better: "higher", of: ({ total }) => total } },
  bare: { promises: async ({ orders }) => ({ total: (orders * (orders - 1)) / 2 }) },
  permissions: { env: ["HOME"] },
  models: {
    promises: async (input) => sum(input.orders),
    fibers: (input) => Effect.sync(() => sum(input.orders)),
    lazy: () => import("./lazy.ts"),
    threads: {
      worker: new URL("./orders.worker.ts", import.meta.url),
      pool: { by: "memory", tasksPerThread: 8 },
      run: (input, _, pool) => pool.run("sum", input.orders),
      unsupported: { bun: "only to see the reason" },
    },
  },
});

const sum = (orders: number): object => ({ total: (orders * (orders - 1)) / 2 });
`;

let project: Awaited<ReturnType<typeof ownProject>>;
const byturns = (...args: readonly string[]) => runIn(project.folder, ...args);

beforeAll(async () => {
  project = await ownProject({
    "orders.bench.ts": file,
    "lazy.ts":
      "export const run = ({ orders }: { orders: number }) => ({ total: (orders * (orders - 1)) / 2 });\n",
    "orders.worker.ts": `import { serve } from "byturns/worker";\nserve({ sum: (orders: number) => ({ total: (orders * (orders - 1)) / 2 }) });\n`,
    "asks.bench.ts": `import { defineExample } from "byturns";\nexport default defineExample({\n  question: "Which variable?",\n  inputs: { one: 1 },\n  models: { asks: () => process.env.LANG ?? "" },\n});\n`,
    ".gitignore": "node_modules\nruns\n",
  });
  const git = (...args: string[]) => promisify(execFile)("git", args, { cwd: project.folder });
  await git("init", "-q");
  await git("add", "-A");
  await git("-c", "user.name=team", "-c", "user.email=team@example.org", "commit", "-qm", "One");
});
afterAll(() => project[Symbol.asyncDispose]());

/** Measures a file with a single fork of each cell. */
const once = (file: string, ...more: string[]) =>
  byturns("bench", file, "--profile", "smoke", "--forks", "1", ...more);

describe("one file of one's own", () => {
  it("is measured under every runtime, reported, and resumed, with the team's commit on record", async () => {
    const bench = await once("./orders.bench.ts", "--input", "small", "--out", "runs/a");
    // Its calls are short; nothing else is to be said of the file.
    expect(bench.stderr.match(/.*orders\.bench\.ts.*/g)).toEqual([
      expect.stringMatching(/a call takes .*add batch: \d+0 to defineExample/),
    ]);
    expect(bench.code, bench.stdout + bench.stderr).toBe(0);
    const folder = join(project.folder, "runs/a");
    const { plan, environment, forks } = await readRun(folder);
    const head = await promisify(execFile)("git", ["rev-parse", "HEAD"], { cwd: project.folder });
    expect(environment).toMatchObject({ commit: head.stdout.trim(), dirty: false });
    expect(Object.keys(environment.sources ?? {})).toEqual(
      expect.arrayContaining(["orders.bench.ts", "lazy.ts", "orders.worker.ts"]),
    );
    expect(plan.files).toEqual({ orders: "orders.bench.ts" });
    expect(new Set(plan.cells.map(({ runtime }) => runtime.split("@")[0]))).toEqual(
      new Set(["node", "deno", "bun"]),
    );
    expect(new Set(forks.map(({ outcome }) => outcome._tag))).toEqual(new Set(["done"]));
    const report = await byturns("report", "runs/a");
    expect(report.code).toBe(0);
    const read = forks.map(({ outcome }) => (outcome._tag === "done" ? outcome.readings : undefined));
    expect(read).toEqual(read.map(() => ({ total: 45 })));
    expect(await readFile(join(folder, "report.html"), "utf8")).toContain("Sum of all");
    expect(report.stdout).toMatch(/orders · small {2}Orders, enriched {2}time per order/);
    expect(await readFile(join(folder, "report.md"), "utf8")).toMatch(
      /### Orders, enriched[\s\S]*What does enriching an order cost\?[\s\S]*only to see the reason/,
    );
    const again = await byturns("bench", "--resume", "runs/a");
    expect(again.code, again.stderr).toBe(0);
    const other = await once(
      "./orders.bench.ts",
      "--out",
      "runs/b",
      "--model",
      "lazy",
      "--runtime",
      "node",
      "--input",
      "small",
    );
    expect(other.code, other.stderr).toBe(0);
    const compare = await byturns("compare", "runs/a", "runs/b");
    expect(compare.stdout + compare.stderr).toContain("orders");
  });

  it("is measured beside its bare work", async () => {
    const wanted = ["--runtime", "node", "--forks", "1", "--out", "runs/share"];
    const [share, none] = [
      await byturns("own-share", "./orders.bench.ts", ...wanted),
      await byturns("own-share", "./asks.bench.ts"),
    ];
    expect(share.code, share.stdout + share.stderr).toBe(0);
    expect(share.stdout).toMatch(/^orders, small +promises +node@.* ms, bare .* ms/m);
    expect(share.stdout).toContain("0 of 2 cells");
    const { plan, forks } = await readRun(join(project.folder, "runs/share"));
    expect(plan.models).toEqual(["promises", "promises-bare"]);
    expect(new Set(forks.map(({ outcome }) => outcome._tag))).toEqual(new Set(["done"]));
    const again = await byturns("own-share", "--resume", "runs/share", "--json");
    expect(JSON.parse(again.stdout)).toHaveLength(2);
    expect(none).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no own share of asks\.bench\.ts: .*bare: \{ asks: \(input\) => … \}/),
    });
  });

  it("is listed and run", async () => {
    const [list, ran, mixed, suite, swept, cold] = await Promise.all([
      byturns("list", "."),
      byturns("run", "./orders.bench.ts", "--set", "orders=12"),
      byturns("bench", "./orders.bench.ts", "fib"),
      byturns("bench", "./orders.bench.ts", "--suite", "main"),
      byturns("bench", "./orders.bench.ts", "--set", "orders=3,30", "--dry-run", "--json"),
      byturns("bench", "./orders.bench.ts", "--once", "--cut-off", "10s", "--dry-run", "--json"),
    ]);
    expect(list.stdout).toMatch(
      /orders {2}What does enriching an order cost\?\n {2}inputs +small\n {2}sweep orders +20 orders/,
    );
    expect(ran.code, ran.stdout + ran.stderr).toBe(0);
    expect(ran.stdout).toContain("small orders=12");
    expect(JSON.parse(swept.stdout).plan.cases).toEqual([
      expect.objectContaining({ input: "orders=3", value: { orders: 3 }, units: { order: 3 } }),
      expect.objectContaining({ input: "orders=30", value: { orders: 30 }, units: { order: 30 } }),
    ]);
    expect(JSON.parse(swept.stdout).plan.cases[0].warmUpMs).toEqual({ node: 40, deno: 40, bun: 40 });
    const once = JSON.parse(cold.stdout).plan;
    expect(once.cases[0].warmUpMs).toBeUndefined();
    expect(once).toMatchObject({
      profile: { warmUpMs: 0, measureMs: 0 },
      timeLimitMs: 10_000,
      cutOff: { fixed: false },
    });
    expect(suite).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Cannot take the suite main beside files"),
    });
    expect(mixed).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Cannot take fib beside ./orders.bench.ts"),
    });
  });

  it("names the permission that Deno lacks, and the line to add", async () => {
    // In a process of its own, as a team starts it.
    const args = ["--profile", "smoke", "--forks", "1", "--runtime", "deno", "--out", "runs/c"];
    const bench = await start(["bench", "./asks.bench.ts", ...args], {}, project.folder).ended;
    expect(bench.code).toBe(1);
    expect(bench.stderr).toMatch(
      /asks\.bench\.ts:5: its model asks needs a permission of Deno, env of LANG: add permissions: \{ env: \["LANG"\] \} to defineExample/,
    );
  });
});
