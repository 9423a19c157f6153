// A small catalogue of event orders, of the form that @byturns/order writes.
import type { OrderCatalogue } from "../src/index.ts";

const result = (runtime: string, version: string, ...orders: readonly (readonly [string, number])[]) => ({
  runtime,
  version,
  verdict: "kept",
  failures: [],
  frequencies: orders.map(([sequence, count]) => ({ sequence: sequence.split(" "), count })),
});

export function catalogue(name = "immediate-or-timeout"): OrderCatalogue {
  const row = { title: name, question: "Which comes first at start?", promises: [] };
  return {
    rows: [
      {
        ...row,
        probe: name,
        kind: "module",
        across: "disagree",
        promises: [
          {
            by: "Node's documentation",
            says: "nothing is promised",
            link: "https://nodejs.org/api/timers.html",
          },
        ],
        results: [
          result("node", "26.10.0", ["start immediate timeout", 38], ["start timeout immediate", 12]),
          result("deno", "2.9.6", ["start timeout immediate", 50]),
          {
            ...result("bun", "1.4.5"),
            verdict: "failed",
            failures: [{ ending: "hung", count: 50, output: "" }],
          },
        ],
      },
      {
        ...row,
        probe: "tick-or-microtask",
        title: "tick-or-microtask",
        kind: "commonjs",
        across: "agree",
        results: [
          result("node", "26.10.0", ["tick microtask", 50]),
          result("deno", "2.9.6", ["tick microtask", 50]),
        ],
      },
    ],
  };
}
