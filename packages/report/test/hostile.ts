// A run whose records mean harm, or make no sense.
import type { Trace } from "@byturns/record";
import type { Evidence } from "../src/model.ts";
import { around, type MadeUpCell, madeUp } from "./made-up.ts";

const attack = `"><img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script></script><!--`;
const long = "🙂<b>".repeat(200_000);

/** Names, texts, figures and traces that no honest run holds. */
export function hostileRun(): Evidence {
  const spans = Array.from({ length: 1_000_000 }, (_, i) => ({
    task: `${attack}${i % 1_000}`,
    state: (["running", "blocking", "waiting"] as const)[i % 3] ?? "running",
    lane: `${attack}${i % 40}`,
    startMs: i % 7 === 0 ? -i : i / 100,
    endMs: i % 11 === 0 ? Number.NaN : i / 100 + 1,
  }));
  const trace: Trace = {
    wallMs: Number.NEGATIVE_INFINITY,
    spans,
    lines: [
      { atMs: Number.NaN, text: attack },
      { atMs: 1, text: long },
    ],
  };
  const cells: MadeUpCell[] = [
    { example: attack, input: attack, model: "promises", runtime: "node", wallMs: around(10), trace },
    {
      example: attack,
      input: attack,
      model: attack,
      runtime: "node",
      wallMs: [Number.NaN, -5, 0, Number.POSITIVE_INFINITY, 1e-300, 1e300],
    },
    { example: attack, input: attack, model: "promises", runtime: attack, unsupported: `${attack}${long}` },
    { example: "__proto__", input: "constructor", model: "promises", runtime: "node", wallMs: around(1e-9) },
    {
      example: "../../etc/passwd",
      input: "</script>",
      model: "promises",
      runtime: "node",
      wallMs: [0, 0, 0],
    },
    {
      example: long,
      input: long,
      model: "promises",
      runtime: "node",
      wallMs: around(10),
      wrong: `${long}\u001b[31m\u0000`,
    },
    { example: "say-after", input: "javascript:alert(1)", model: "promises", runtime: "node", wallMs: [1] },
  ];
  const evidence = madeUp({ cells, printed: `${attack}\u001b[2J${long}`, question: attack });
  return {
    ...evidence,
    plan: {
      ...evidence.plan,
      suite: attack,
      madeAt: attack,
      cases: evidence.plan.cases.map((one) => ({ ...one, value: { [attack]: long } })),
    },
    environment: {
      ...evidence.environment,
      commit: attack,
      machines: evidence.environment.machines.map((machine) => ({
        ...machine,
        cpu: `${attack}${long}`,
        load: Number.NaN,
      })),
    },
    skipped: [{ file: attack, line: Number.NaN, why: long }],
    missing: 3,
  };
}
