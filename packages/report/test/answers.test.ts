import { specs } from "@byturns/spec";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { textOf } from "../src/answers/sentence.ts";
import { type Topic, topicOf, topics } from "../src/answers/topics.ts";
import { renderTerminal } from "../src/index.ts";
import type { Evidence, Story } from "../src/model.ts";
import { storyOf } from "../src/story.ts";
import { around, type MadeUpCell, madeUp, nineCells, sweptCells } from "./made-up.ts";
import { referenceRun } from "./reference.ts";

const models = ["promises", "fibers", "threads"];
const runtimes = ["node", "deno", "bun"];
/** The same example for every model and runtime, with a figure for each. */
const everywhere = (
  example: string,
  ms: (model: string, runtime: string) => readonly number[],
): MadeUpCell[] =>
  models.flatMap((model) =>
    runtimes.map((runtime) => ({ example, model, runtime, wallMs: ms(model, runtime) })),
  );
const answersOf = (cells: readonly MadeUpCell[], profile: "smoke" | "quick" | "full" = "full") =>
  storyOf(madeUp({ cells, profile })).answers;
const said = (cells: readonly MadeUpCell[], topic: Topic) => {
  const answer = answersOf(cells).find((one) => one.topic === topic);
  return answer && `${answer.ahead}. ${textOf(answer)}`;
};

describe("answersOf()", () => {
  it("answersOf() says with which model it takes longer, how often, how much at most and where", () => {
    const slow = { promises: 10, fibers: 10.001, threads: 20 } as Record<string, number>;
    const cells = everywhere("downloads", (model, runtime) =>
      around((slow[model] ?? 0) * (model === "threads" && runtime === "bun" ? 1.5 : 1), 0.001),
    );
    expect(said(cells, "waiting")).toBe(
      "promises and fibers. Slower than another model: promises in none of 3 cells, fibers in none and threads in 3 (median 2.00×; at most 3.00×, 20.0 ms more: downloads on bun).",
    );
    expect(said(cells, "moving")).toBe(
      "node and deno. Slower than another runtime: node in none of 3 cells, deno in none and bun in 1 (at most 1.50×, 10.0 ms more: downloads with threads).",
    );
  });

  it("answersOf() says how sure it is", () => {
    const cells = everywhere("nqueens", (model) => around(model === "threads" ? 10 : 20, 0.001));
    const [answer] = answersOf(cells).filter(({ topic }) => topic === "computing");
    expect(answer?.evidence).toBe("9 pairs of cells compared: 6 different, 3 equivalent.");
    expect(answer?.ahead).toBe("threads");
  });

  it("answersOf() says of computing what becomes of whoever else is due", () => {
    const beat = (model: string) => ({ readings: { "delay-p99": model === "threads" ? 1 : 20 } });
    const cells = [
      ...everywhere("nqueens", (model) => around(model === "threads" ? 10 : 20, 0.001)),
      ...everywhere("heartbeat", () => around(60)).map((cell) => ({ ...cell, ...beat(cell.model) })),
    ];
    expect(said(cells, "computing")).toMatch(
      / Meanwhile others wait longer than with another model: threads in none of 3 cells, promises in 3 \(median 20\.0×; at most 20\.0×, 19\.0 ms more: heartbeat on node\) and fibers in 3 \(/,
    );
  });

  it("answersOf() says at least where a cap ended what was measured", () => {
    const late = (model: string) => ({
      late: model === "promises" ? 55 : 0.5,
      starved: model === "promises" ? 1 : 0,
    });
    const cells = everywhere("starvation", () => around(60)).map((cell) => ({
      ...cell,
      readings: late(cell.model),
    }));
    expect(said(cells, "computing")).toMatch(
      / promises in 3 \(median 110×; at least 110×, 54\.5 ms more: starvation on node, where a cap ended the wait\)\.$/,
    );
    const { findings } = storyOf(madeUp({ cells, profile: "full" }));
    expect(findings.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^starvation: how late the timer was is at least 110× as high with promises/),
    );
  });

  it("answersOf() counts requests that compute nothing as waiting, by their latency", () => {
    const cells = everywhere("mix", () => around(400)).map((cell) => ({
      ...cell,
      input: "bench-light",
      readings: { "latency-p99": cell.model === "threads" ? 12 : 10 },
    }));
    expect(said(cells, "waiting")).toMatch(/threads in 3 \(.*2\.00 ms more: mix \(bench-light\) on /);
    expect(said(cells, "computing")).toBeUndefined();
  });

  it("answersOf() says what a peak of memory has in it, and that a move is judged by time alone", () => {
    const cells = everywhere("mutex", (model) => around(model === "threads" ? 20 : 10, 0.001));
    const evidence = (topic: Topic) => answersOf(cells).find((one) => one.topic === topic)?.evidence;
    expect(evidence("memory")).toContain(
      "A peak is the whole process’s, with the libraries that it has loaded.",
    );
    expect(evidence("moving")).toContain("Only time is compared: what else behaves differently is not.");
  });

  it("answersOf() leaves a question out that a run did not ask, and one of which too little is decided", () => {
    const few = everywhere("mutex", (model) => around(model === "threads" ? 20 : 10, 0.001));
    expect(answersOf(few).map(({ topic }) => topic)).toEqual(["coordinating", "memory", "moving"]);
    const unsure = everywhere("mutex", () => around(10, 0.4)).map((cell, i) => ({
      ...cell,
      wallMs: around(10 * (1 + (i % 3) * 0.1), 0.4),
    }));
    expect(answersOf(unsure).map(({ topic }) => topic)).not.toContain("moving");
    expect(
      answersOf(
        everywhere("mutex", () => [1]),
        "smoke",
      ),
    ).toEqual([]);
    const one = everywhere("downloads", () => around(10)).slice(0, 1);
    expect(answersOf(one)).toEqual([]);
  });

  it("answersOf() answers with the examples of a user under a question of their own", () => {
    const cells = everywhere("orders", (model) => around(model === "fibers" ? 20 : 10, 0.001));
    expect(said(cells, "own")).toMatch(
      /^promises and threads\. Slower than another model: .* fibers in 3 \(median 2\.00×; at most 2\.00×, 10\.0 ms more: orders on /,
    );
  });

  it("answersOf() answers from an example's sweep where it has nothing else", () => {
    const { answers } = storyOf(sweptCells());
    expect(answers.find(({ topic }) => topic === "coordinating")?.parts.join("")).toContain("cells");
  });
});

describe("topicOf()", () => {
  it.each(Object.keys(specs))("topicOf() knows the question of %s", (id) => {
    expect(topicOf(id, "bench")).not.toBe("own");
  });
});

describe.each([["the reference run", referenceRun]])("answers of %s", (_, read) => {
  let evidence: Evidence;
  let story: Story;

  beforeAll(async () => {
    evidence = await read();
    story = storyOf(evidence);
  });

  it("answer each of the five questions, from three to five sentences at most", () => {
    expect(story.answers.map(({ topic }) => topic)).toEqual(
      (Object.keys(topics) as Topic[]).filter((topic) => topic !== "own"),
    );
    for (const { parts } of story.answers) expect(parts.some((part) => typeof part !== "string")).toBe(true);
  });

  it("lead to cases that the page has", () => {
    const anchors = new Set(story.examples.flatMap(({ cases }) => cases.map(({ anchor }) => anchor)));
    for (const part of story.answers.flatMap(({ parts }) => parts))
      if (typeof part !== "string") expect(anchors).toContain(part.anchor);
  });

  it("call nothing longer whose verdict is not different: each figure is that of a verdict", () => {
    const differing = new Set(
      evidence.summary.groups.flatMap(({ metrics }) =>
        Object.values(metrics).flatMap(({ comparisons }) =>
          comparisons
            .filter(({ verdict }) => verdict === "different")
            .flatMap(({ ratio }) => [ratio.estimate.toPrecision(9), (1 / ratio.estimate).toPrecision(9)]),
        ),
      ),
    );
    const behind = story.overall.flatMap(({ tallies }) => tallies.flatMap((one) => one.behind));
    expect(behind.length).toBeGreaterThan(20);
    for (const { times } of behind) expect(differing).toContain(times.toPrecision(9));
  });

  it("count every cell once", () => {
    for (const { tallies } of story.overall)
      for (const { best, close, open, behind, cells } of tallies)
        expect(best + close + open + behind.length).toBe(cells);
  });

  it("take at most five lines more in a terminal than the findings that they stand for", () => {
    const lines = renderTerminal(evidence, { width: 100 }).split("\n");
    const answers = lines.slice(lines.indexOf("Answers"), lines.indexOf("Findings")).length;
    const all = story.findings.length;
    const shown = lines.filter((line) => line.startsWith("• ")).length - story.answers.length;
    // Each finding takes a line for its text and one for its evidence at least.
    expect(answers - 2 * (all - shown)).toBeLessThanOrEqual(5);
  });
});

describe("answers of any run", () => {
  const wallMs = fc.tuple(fc.constantFrom(5, 10, 10.1, 11, 20, 40), fc.constantFrom(0.001, 0.05, 0.4));
  const anyRun = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...models), fc.constantFrom(...runtimes), wallMs), {
      minLength: 1,
      maxLength: 9,
      selector: ([model, runtime]) => `${model} ${runtime}`,
    })
    .map((cells) =>
      madeUp({
        cells: cells.map(([model, runtime, [ms, spread]], i) => ({
          example: "downloads",
          model,
          runtime,
          wallMs: around(ms * (1 + i * 1e-4), spread),
        })),
      }),
    );

  it("name no model and no runtime that was not measured", () => {
    fc.assert(
      fc.property(anyRun, (evidence) => {
        const text = storyOf(evidence)
          .answers.map((answer) => `${answer.ahead} ${textOf(answer)}`)
          .join("\n");
        const known = [...evidence.plan.models, ...evidence.plan.runtimes.map(({ id }) => id)];
        for (const name of [...models, ...runtimes])
          if (!known.includes(name)) expect(text.toLowerCase()).not.toMatch(new RegExp(`\\b${name}\\b`));
      }),
      { numRuns: 60 },
    );
  });

  it("put nobody ahead where every pair is inconclusive, equivalent or close", () => {
    fc.assert(
      fc.property(anyRun, (evidence) => {
        const verdicts = evidence.summary.groups.flatMap(({ metrics }) =>
          (metrics.wallMs?.comparisons ?? []).map(({ verdict }) => verdict),
        );
        fc.pre(!verdicts.includes("different"));
        for (const answer of storyOf(evidence).answers) {
          expect(answer.ahead).toMatch(/^no (model|runtime) stands out$/);
          expect(textOf(answer)).not.toContain("×");
        }
      }),
      { numRuns: 60 },
    );
  });

  it("never hold a cell against one that is unsupported or wrong", () => {
    const { overall } = storyOf(nineCells());
    const threads = overall[0]?.tallies.find(({ id }) => id === "threads");
    // Six cells, of which Bun's of one input is unsupported.
    expect(threads?.cells).toBe(5);
  });
});
