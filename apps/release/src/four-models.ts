// A file with four models, put through every command under all three runtimes: promises, fibers, threads, and a library
// of the project's own.
import type { Step } from "./guide.ts";

const bench = `import { defineExample, type ThreadPool } from "byturns";
import * as Effect from "effect/Effect";

const ordersOf = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

export default defineExample({
  question: "What does adding up orders cost?",
  inputs: { bench: { orders: 1_000 } },
  models: {
    promises: async ({ orders }) => {
      let sum = 0;
      for (const order of ordersOf(orders)) sum += await order;
      return sum;
    },
    fibers: ({ orders }) =>
      Effect.map(Effect.forEach(ordersOf(orders), Effect.succeed), (all) => all.reduce((sum, one) => sum + one, 0)),
    threads: {
      worker: new URL("./four.worker.ts", import.meta.url),
      run: ({ orders }, _, pool: ThreadPool) => pool.run("addUp", ordersOf(orders)),
    },
    rates: { open: () => import("rates"), run: ({ orders }, _, { addUp }) => addUp(ordersOf(orders)) },
  },
});
`;
const worker = `import { serve } from "byturns/worker";

serve({ addUp: (orders: readonly number[]) => orders.reduce((sum, order) => sum + order, 0) });
`;
const library = "export const addUp = async (orders) => orders.reduce((sum, order) => sum + order, 0);\n";
const probe = `export const probe = {
  program({ mark }: { mark(name: string): void }) {
    setTimeout(() => mark("timer"), 0);
    queueMicrotask(() => mark("microtask"));
    mark("body");
  },
};
`;

const runtimes = ["node", "deno", "bun"];
const rows = { pattern: /^(?:promises|fibers|threads|rates)(?: +[\d.,]+ (?:ns|µs|ms)){3}$/gm, times: 4 };

/** What is written and run, after byturns was installed in the project. */
export const fourModels: readonly Step[] = [
  {
    file: "rates/package.json",
    text: '{ "name": "rates", "version": "1.0.0", "type": "module", "exports": "./index.js" }\n',
  },
  { file: "rates/index.js", text: library },
  { command: "npm install ./rates" },
  { file: "four.worker.ts", text: worker },
  { file: "four.bench.ts", text: bench },
  { file: "four.probe.ts", text: probe },
  { command: "npx byturns run ./four.bench.ts --runtime all", prints: { pattern: /✓ right/g, times: 12 } },
  { command: "npx byturns bench ./four.bench.ts --profile smoke --out runs/four", prints: rows },
  ...runtimes.map((runtime) => ({
    command: `npx byturns explain ./four.bench.ts --runtime ${runtime}`,
    prints: {
      pattern: /^(?:promises|fibers|threads|rates), (?:node|deno|bun)@\S+: .* a call takes/gm,
      times: 4,
    },
  })),
  { command: "cp -r runs/four runs/again" },
  {
    command: "npx byturns compare runs/four runs/again",
    prints: { pattern: /four\/bench\/(?:promises|fibers|threads|rates)\/(?:node|deno|bun) /g, times: 12 },
  },
  { command: "npx byturns report runs/four", prints: rows },
  {
    command: "npx byturns order ./four.probe.ts --times 2",
    prints: { pattern: /^(?:node|deno|bun) .*body → microtask → timer/gm, times: 3 },
  },
];
