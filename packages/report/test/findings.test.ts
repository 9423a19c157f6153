import { describe, expect, it } from "vitest";
import { storyOf } from "../src/story.ts";
import { around, type MadeUpCell, madeUp, nineCells, sweptCells } from "./made-up.ts";

const texts = (cells: readonly MadeUpCell[], profile: "smoke" | "quick" | "full" = "full") =>
  storyOf(madeUp({ cells, profile })).findings.map(({ kind, text }) => `${kind}: ${text}`);
const onBoth = (
  model: string,
  wallMs: (factor: number) => number[],
  rest: Partial<MadeUpCell> = {},
): MadeUpCell[] => [
  { model, runtime: "node", wallMs: wallMs(1), ...rest },
  { model, runtime: "deno", wallMs: wallMs(1.001), ...rest },
];

describe("findingsOf()", () => {
  it("findingsOf() names the slower model where it is slower in every runtime, against the quickest alone", () => {
    const found = texts([
      ...onBoth("promises", (by) => around(10 * by)),
      ...onBoth("fibers", (by) => around(20 * by)),
      ...onBoth("threads", (by) => around(40 * by)),
    ]);
    for (const [model, times, more] of [
      ["threads", "4.00×", "30.0 ms"],
      ["fibers", "2.00×", "10.0 ms"],
    ]) {
      const text = `models: say-after: time is ${times} as high with ${model} as with promises in all 2 runtimes, ${more}`;
      expect(found).toContainEqual(expect.stringContaining(text));
    }
    expect(found.join()).not.toContain("as with fibers");
  });

  it("findingsOf() draws nothing from what is inconclusive, and counts it", () => {
    const found = texts([
      { model: "promises", runtime: "node", wallMs: around(10, 0.3) },
      { model: "fibers", runtime: "node", wallMs: around(10.4, 0.3) },
    ]);
    expect(found).toEqual([
      "open: In 1 of 1 comparison of time the evidence is inconclusive, and no finding is drawn from them.",
    ]);
  });

  it("findingsOf() says where neither model nor runtime matters", () => {
    const found = texts([
      ...onBoth("promises", () => around(10, 0.001)),
      ...onBoth("fibers", () => around(10, 0.001)),
    ]);
    expect(found).toEqual(["same: Neither model nor runtime matters for say-after."]);
  });

  it("findingsOf() says nothing of speed after a smoke run", () => {
    const found = texts(
      [
        { model: "promises", runtime: "node", wallMs: [1] },
        { model: "fibers", runtime: "node", wallMs: [100] },
      ],
      "smoke",
    );
    expect(found).toEqual(["open: Nothing is said about speed: there are too few forks of each cell."]);
  });

  it("findingsOf() begins with what is wrong", () => {
    expect(storyOf(nineCells()).findings[0]).toMatchObject({
      kind: "trouble",
      evidence: expect.stringContaining("15 of 15 forks answered wrongly"),
    });
  });

  it("findingsOf() compares inputs that differ in one word, told as what takes longer", () => {
    const evidence = madeUp({
      cells: [
        ...onBoth("promises", (by) => around(10 * by)),
        ...onBoth("promises", (by) => around(15 * by), { input: "bench-sequential" }),
        ...onBoth("threads", () => around(10, 0.001)),
        ...onBoth("threads", () => around(10, 0.001), { input: "bench-sequential" }),
        ...onBoth("fibers", () => around(10, 0.5)),
        ...onBoth("fibers", () => around(12, 0.5), { input: "bench-sequential" }),
      ],
    });
    const cases = evidence.plan.cases.map((one) => ({
      ...one,
      value: { n: 1, order: one.input === "bench" ? "concurrent" : "sequential" },
    }));
    const { findings } = storyOf({ ...evidence, plan: { ...evidence.plan, cases } });
    expect(findings.filter(({ kind }) => kind === "inputs").map(({ text }) => text)).toEqual([
      "say-after (bench-sequential): order “sequential” rather than “concurrent” takes 1.50× as long with promises in all 2 runtimes and no longer with threads; with fibers it is not decided.",
    ]);
  });

  it("findingsOf() says what one more costs, and from where on another model pays", () => {
    const found = storyOf(sweptCells()).findings.map(({ text }) => text);
    expect(found[0]).toBe(
      "spawn-join: one more task costs 1.00 µs to 5.60 µs of time, depending on model and runtime.",
    );
    expect(found[1]).toMatch(
      /^spawn-join: threads begin to pay against promises from tasks = 4,\d+ on node, 4,\d+ on deno/,
    );
  });

  it("findingsOf() has no cost of one more where a curve bends, nor where the parameter is no number of equal things", () => {
    const swept = (example: string, costMs: (value: number) => number) =>
      texts(
        [100, 1_000, 10_000, 100_000].flatMap((at) =>
          onBoth("promises", (by) => around(costMs(at) * by), { example, at }),
        ),
      ).join();
    expect(swept("spawn-join", (n) => n * 0.001)).toContain("one more task costs");
    expect(swept("spawn-join", (n) => n ** 2 * 1e-6)).not.toContain("one more");
    expect(swept("grain", (n) => n * 0.001)).not.toContain("one more");
  });

  it("findingsOf() says from where on a model pays only where both sides are told apart", () => {
    const crossover = (threads: (tasks: number) => number, spread: number) =>
      said(
        [100, 1_000, 10_000].flatMap((at) =>
          ["promises", "threads"].map((model) => ({
            model,
            runtime: "node",
            at,
            example: "spawn-join",
            sweep: { name: "tasks", parameter: "tasks", unit: "tasks at once" },
            wallMs: around(model === "promises" ? at : threads(at), spread),
          })),
        ),
        "crossover",
      );
    const [found] = crossover((n) => (n < 5_000 ? 2 * n : n / 2), 0.01);
    expect(found?.text).toMatch(
      /^spawn-join: threads begin to pay against promises from tasks = 3,\d+ on node \(tasks at once\)\.$/,
    );
    // The medians cross as surely, within what counts as no difference.
    expect(crossover((n) => (n < 5_000 ? 1.01 * n : n / 1.01), 0.001)).toEqual([]);
    expect(crossover((n) => (n < 5_000 ? 1.01 * n : n / 2), 0.001)).toEqual([]);
  });

  it("findingsOf() says how much faster more threads are, and where no gain is shown", () => {
    const cores = { example: "nqueens", sweep: { name: "cores", parameter: "P", unit: "threads" } };
    const timed = (ms: readonly number[], runtime: string, forks = 15) =>
      ms.map((one, i) => ({
        ...cores,
        model: "threads",
        runtime,
        at: [1, 4, 8][i] ?? 0,
        wallMs: around(one, 0.001).slice(0, forks),
      }));
    const [found] = said([...timed([20, 10, 9], "node"), ...timed([20, 19.9, 19.9], "bun")], "scaling");
    expect(found?.text).toBe(
      "nqueens: 4 threads make it 2.00× on node as fast as one; on bun it is not shown to gain from 4 threads.",
    );
    // Of five forks a factor of 2 is claimed, and nothing less.
    expect(said(timed([20, 15, 14], "node", 5), "scaling")).toEqual([]);
  });

  it("findingsOf() says that it does not matter only of what was compared, where every cell can be", () => {
    const alike = (model: string, runtime: string) => ({ model, runtime, wallMs: around(10, 0.001) });
    const textsOf = (...cells: MadeUpCell[]) => said(cells, "same").map(({ text }) => text);
    expect(textsOf(alike("promises", "node"), alike("promises", "bun"))).toEqual([
      "The runtime does not matter for say-after.",
    ]);
    expect(textsOf(alike("promises", "node"), alike("fibers", "node"))).toEqual([
      "The model does not matter for say-after.",
    ]);
    const broken = { ...alike("threads", "node"), wrong: "it is wrong" };
    expect(textsOf(alike("promises", "node"), alike("fibers", "node"), broken)).toEqual([]);
  });

  const three = (of: Readonly<Record<string, Partial<MadeUpCell>>>): MadeUpCell[] =>
    Object.entries(of).flatMap(([model, rest]) => onBoth(model, () => around(60, 0.001), rest));
  const said = (cells: readonly MadeUpCell[], kind: string, profile?: "smoke" | "quick") =>
    storyOf(madeUp({ cells, ...(profile === undefined ? {} : { profile }) })).findings.filter(
      (finding) => finding.kind === kind,
    );

  it("findingsOf() says for how long a beat waits for who computes", () => {
    const readings = (delay: number, gap: number) => ({
      example: "heartbeat",
      readings: { "delay-max": delay, "gap-max": gap, hog: 20 },
    });
    const [found] = said(
      three({ promises: readings(18, 20), fibers: readings(9, 11), threads: readings(0.5, 2.5) }),
      "delays",
    );
    expect(found?.text).toBe(
      "heartbeat: while another task computes for 20.0 ms, a beat waits for its whole length with promises, typically up to 9.00 ms with fibers and typically up to 500 µs with threads.",
    );
    expect(found?.evidence).toContain("fibers node 9.00 ms (9.00 ms to 9.00 ms), deno 9.00 ms");
  });

  it("findingsOf() says nothing of a beat that nobody delays, nor of one that too few forks saw", () => {
    const alone = { example: "heartbeat", readings: { "delay-max": 0.5, "gap-max": 2.5 } };
    expect(said(three({ promises: alone, fibers: alone }), "delays")).toEqual([]);
    const [one] = three({ promises: { ...alone, readings: { ...alone.readings, hog: 1 } } });
    expect(said(one === undefined ? [] : [{ ...one, wallMs: [60, 60] }], "delays")).toEqual([]);
  });

  it("findingsOf() says that a timer never fires, where no fork saw it fire", () => {
    const fires = { example: "starvation", readings: { starved: 0, late: 1.5 } };
    const never = { example: "starvation", readings: { starved: 1, late: 55 } };
    const seldom = {
      example: "starvation",
      readings: { starved: Array.from({ length: 15 }, (_, i) => (i === 0 ? 1 : 0)), late: 1.5 },
    };
    const [found] = said(three({ promises: never, fibers: seldom, threads: fires }), "delays");
    expect(found?.text).toBe(
      "starvation: the timer did not fire within the cap with promises, did not fire within the cap in 1 of 15 forks on node and 1 of 15 forks on deno with fibers and was 1.50 ms late with threads.",
    );
    expect(found?.figure).toBe("∞");
  });

  it("findingsOf() says how equal turns are", () => {
    const jain = (index: number) => ({ example: "fairness", readings: { jain: index } });
    expect(said(three({ promises: jain(1), fibers: jain(0.125) }), "delays")[0]?.text).toContain(
      "is 1.00 with promises and 0.125 with fibers",
    );
  });

  it("findingsOf() says until where a limit holds, throughout and nowhere, and where forks cannot tell", () => {
    const sweep = { name: "share", parameter: "share of computing", unit: "%" };
    const along = (p99: (at: number) => number | readonly number[]) =>
      [25, 50, 100].map((at) => ({ example: "mix", sweep, at, readings: { "latency-p99": p99(at) } }));
    const wide = Array.from({ length: 15 }, (_, i) => (i % 2 === 0 ? 99 : 101));
    const models = {
      promises: along((at) => (at < 100 ? 10 : 1_000)),
      fibers: along(() => 200),
      threads: along(() => 20),
      others: along((at) => (at < 100 ? 20 : wide)),
    };
    const cells = Object.entries(models).flatMap(([model, all]) =>
      all.flatMap((one) => three({ [model]: one })),
    );
    const [found, ...more] = said(cells, "knee");
    expect(found?.text).toBe(
      "mix: along “share of computing”, latency since due, 99th percentile stays within 100 ms until 70.7 % with promises, nowhere with fibers, throughout (to 100 %) with threads and not shown clearly with others.",
    );
    expect(found?.figure).toBe("70.7 %");
    expect(found?.evidence).toContain("promises on node 70.7 % (50.0 % to 100 %), 100 % of resamples");
    expect(more).toEqual([]);
  });

  const share = { name: "share", parameter: "share of computing", unit: "%" };
  const mixAlong = (
    model: string,
    values: readonly number[],
    readings: (at: number) => MadeUpCell["readings"],
  ) =>
    values.flatMap((at) =>
      three({ [model]: { example: "mix", sweep: share, at, readings: readings(at) ?? {} } }),
    );

  it("findingsOf() does not call a limit kept where values of the sweep are missing", () => {
    const cells = [
      ...mixAlong("promises", [25, 50, 100], (at) => ({ "latency-p99": at < 100 ? 10 : 1_000 })),
      ...mixAlong("threads", [25, 50], () => ({ "latency-p99": 10 })),
      ...mixAlong("threads", [100], () => ({ "latency-p50": 10 })),
    ];
    const [found] = said(cells, "knee");
    expect(found?.text).toContain("until 70.7 % with promises and not shown clearly with threads.");
    expect(found?.evidence).toContain("threads on node not measured by enough forks at each value");
  });

  it("findingsOf() does not speak for a runtime in which a model gave no curve", () => {
    const cells = mixAlong("promises", [25, 50, 100], (at) => ({ "latency-p99": at < 100 ? 10 : 1_000 })).map(
      (cell) => (cell.runtime === "deno" ? { ...cell, wrong: "54, not 55" } : cell),
    );
    const [found] = said(cells, "knee");
    expect(found?.text).toContain("100 ms not shown clearly with promises.");
  });

  it("findingsOf() says for how long requests came, and how late their sender was", () => {
    const cells = mixAlong("promises", [25, 50, 100], (at) => ({
      "latency-p99": at < 100 ? 10 : 1_000,
      "sender-late-p99": at / 50,
    }));
    const evidence = madeUp({ cells });
    const value = { requests: 150, requestsPerSecond: 150 };
    const cases = evidence.plan.cases.map((one) => ({ ...one, value }));
    const { findings } = storyOf({ ...evidence, plan: { ...evidence.plan, cases } });
    const found = findings.find(({ kind }) => kind === "knee");
    expect(found?.text).toContain(
      "“share of computing”, for bursts of 1.00 s, one pattern of arrivals, latency",
    );
    expect(found?.evidence).toContain("the sender was late by at most 2.00 ms (99th percentile");
  });

  it("findingsOf() draws nothing from curves whose forks may claim nothing", () => {
    const smoke = [
      ...mixAlong("promises", [25, 50, 100], (at) => ({ "latency-p99": at < 100 ? 10 : 1_000 })),
      ...[100, 1_000, 10_000].flatMap((at) =>
        ["promises", "threads"].flatMap((model) =>
          onBoth(model, () => [model === "promises" ? at * 0.001 : 2 + at * 0.0004], {
            example: "spawn-join",
            at,
          }),
        ),
      ),
      ...[1, 2].flatMap((at) =>
        onBoth("threads", () => [20 / at], {
          example: "nqueens",
          at,
          sweep: { name: "cores", parameter: "P", unit: "threads" },
        }),
      ),
    ].map((cell) => ({ ...cell, wallMs: (cell.wallMs ?? []).slice(0, 1) }));
    const { findings } = storyOf(madeUp({ cells: smoke, profile: "smoke" }));
    expect(findings.map(({ kind }) => kind)).toEqual(["open"]);
  });
});
