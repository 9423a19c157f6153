// The text of a new example of one's own.

/** @param name what the example is called: its file's name without the ending. */
export function benchText(name: string): string {
  return `// What does it cost, in each way of writing it? Under Node, Deno and Bun:
//
//   npx byturns run ./${name}.bench.ts      one call of each model, to see that it is right
//   npx byturns bench ./${name}.bench.ts    figures and verdicts, within minutes
//
// Every measurement is a fresh process that imports this file and calls one of its models.
import { setTimeout as sleep } from "node:timers/promises";
import { defineExample } from "byturns";

export default defineExample({
  // What a reader of the report learns.
  question: "Does it pay to handle several orders at once?",

  // Inputs by name, as plain JSON. The type of a model's input is inferred from them.
  inputs: {
    few: { orders: 5, pauseMs: 1 },
    many: { orders: 50, pauseMs: 1 },
  },

  // One input varied: this field of the first input takes these values. On the command line: --set orders=10,20,40
  sweeps: { orders: [2, 8, 32] },

  // What one call does that often: reports show what one of them costs.
  units: { order: (input) => input.orders },

  // The models: any number, under any names. Each returns the same, as plain JSON, or the report names it.
  models: {
    "one by one": async ({ orders, pauseMs }, context) => {
      let total = 0;
      // context.signal is aborted when the run is interrupted.
      for (let id = 0; id < orders; id++) total += await price(id, pauseMs, context.signal);
      return { total };
    },
    "all at once": async ({ orders, pauseMs }, context) => {
      const ids = Array.from({ length: orders }, (_, id) => id);
      const prices = await Promise.all(ids.map((id) => price(id, pauseMs, context.signal)));
      return { total: prices.reduce((sum, one) => sum + one, 0) };
    },
    // A model may also be
    //   (input) => Effect.forEach(…),                 an Effect, which is run where it leaves the model
    //   () => import("./other.ts"),                   a module's default export, loaded only where it is measured
    //   { worker: new URL("./${name}.worker.ts", import.meta.url), run: (input, context, pool) => pool.run("price", 1) },
    //   { open: () => connect(), run: (input, context, connection) => …, close: (connection) => connection.end() },
  },

  // Without this, every model must return what the first one returns. With it, these are the things wrong with an output:
  //   check: (input, output) => (output.total >= 0 ? [] : ["the total is negative"]),

  // A figure that outputs hold is reported beside the time:
  //   readings: { wait: { unit: "ms", of: (output) => output.waitMs } },

  // The same work without what a model adds: npx byturns own-share ./${name}.bench.ts measures both.
  //   bare: { "one by one": (input) => … },

  // Deno grants what is named here, and nothing else:
  //   permissions: { net: ["localhost:5432"], env: ["DATABASE_URL"] },
});

/** Stands for your own code: replace it, or import it. */
async function price(id: number, pauseMs: number, signal: AbortSignal): Promise<number> {
  await sleep(pauseMs, undefined, { signal });
  return (id % 7) + 1;
}
`;
}
