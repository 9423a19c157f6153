// Every text that names the band takes it from the run's plan: 3 % in most profiles, 1 % in `thorough`.
import { describe, expect, it } from "vitest";
import { renderHtml } from "../src/html/page.ts";
import { renderMarkdown } from "../src/markdown.ts";
import type { Evidence } from "../src/model.ts";
import { renderTerminal } from "../src/terminal.ts";
import { around, madeUp, nineCells } from "./made-up.ts";

const alike = madeUp({
  cells: [
    { model: "promises", runtime: "node", wallMs: around(10, 0.001) },
    { model: "fibers", runtime: "node", wallMs: around(10, 0.001) },
  ],
});

const withBand = (evidence: Evidence, band: number): Evidence => ({
  ...evidence,
  summary: { ...evidence.summary, band },
});

const outputs = async (evidence: Evidence) =>
  [renderTerminal(evidence, { width: 1_000 }), renderMarkdown(evidence), await renderHtml(evidence)].map(
    (text) =>
      // Figures of cells and shares of drawings may be 3 % of something by chance.
      [...text.matchAll(/±\s?[\d.]+ %/g)].map(([found]) => found).filter((found) => found !== "±10 %"),
  );

describe("the band that counts as equivalent", () => {
  it.each([
    ["cells that are alike", alike],
    ["nine cells", nineCells()],
  ])("is that of the plan in all output about %s", async (_, evidence) => {
    for (const [band, text] of [
      [1.03, "±3 %"],
      [1.01, "±1 %"],
    ] as const) {
      for (const found of await outputs(withBand(evidence, band))) {
        expect(found.length).toBeGreaterThan(0);
        expect(new Set(found)).toEqual(new Set([text]));
      }
    }
  });
});
