import { describe, expect, it } from "vitest";
import { matrix } from "../src/html/matrix.ts";
import { renderHtml, renderMarkdown, renderTerminal } from "../src/index.ts";
import { storyOf } from "../src/story.ts";
import { around, type MadeUpCell, madeUp } from "./made-up.ts";

/** Forks that take turns, with nothing regular in them. */
const slowForks = [1, 2, 5, 8, 9, 13];
const twoFaced = (fast: number, slow: number) =>
  around(1).map((noise, i) => noise * (slowForks.includes(i) ? slow : fast));

/** A pair of models under three runtimes, one cell of which has two modes. */
function sixCells(promisesOnNode: readonly number[]) {
  const cells: MadeUpCell[] = ["node", "deno", "bun"].flatMap((runtime) => [
    { model: "promises", runtime, wallMs: runtime === "node" ? promisesOnNode : around(0.31) },
    { model: "threads", runtime, wallMs: around(0.7) },
  ]);
  return madeUp({ cells });
}

const both = "310 µs in 9 forks, 1.20 ms in 6";

describe("a cell with two modes", () => {
  const evidence = sixCells(twoFaced(0.31, 1.2));
  const story = storyOf(evidence);

  it("is shown as two in the terminal, in Markdown and on the page", async () => {
    const terminal = renderTerminal(evidence, { width: 110 });
    expect(terminal).toContain("310 µs, 1.20 ms");
    expect(terminal).toMatch(new RegExp(`promises on node\\S*: two modes, ${both}`));
    const markdown = renderMarkdown(evidence);
    expect(markdown).toContain("310 µs, 1.20 ms");
    expect(markdown).toContain(`promises on node: two modes, ${both}`);
    expect(await renderHtml(evidence)).toContain(`two modes: ${both}`);
  });

  it.each([30, 40, 60, 80, 100, 160])("is written within %i columns of a terminal", (width) => {
    const lines = renderTerminal(evidence, { width }).split("\n");
    expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(width);
  });

  it("is two in the matrix, and in the data that its script redraws it from", () => {
    const { section, data } = matrix(story);
    expect(section.text).toContain("310 µs in 9 forks,\n1.20 ms in 6");
    const [found, ...more] = Object.values(data.modes);
    expect(more).toEqual([]);
    const withModes = data.metrics.filter((_, i) => found?.[i] !== undefined).map(({ id }) => id);
    expect(withModes).toEqual(expect.arrayContaining(["primary", "wallMs"]));
  });

  it("is a finding with both figures and their ratio", () => {
    expect(story.findings.filter(({ kind }) => kind === "modes")).toMatchObject([
      {
        figure: expect.stringMatching(/^3\.8\d×$/),
        text: expect.stringMatching(
          /^say-after: with promises on node, time is 310 µs in 9 forks, 1\.20 ms in 6: two modes, 3\.8\d× apart\.$/,
        ),
      },
    ]);
  });

  it("has verdicts that say of which mode they speak", () => {
    const [found] = story.findings.filter(({ kind }) => kind === "models");
    expect(found?.evidence).toContain(
      `two modes (promises on node, ${both}): it speaks of the better half of the forks; between the modes that are nearest it is 0.58×`,
    );
    const slower = storyOf(sixCells(twoFaced(0.15, 0.31))).findings.filter(({ kind }) => kind === "models");
    expect(slower[0]?.evidence).toContain("it holds for both modes");
  });

  it("is none where forks have one mode", () => {
    const one = sixCells(around(0.31));
    expect(storyOf(one).findings.some(({ kind }) => kind === "modes")).toBe(false);
    expect(renderTerminal(one)).not.toContain("two modes");
  });
});
