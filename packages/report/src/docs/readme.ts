// What the README takes from the committed runs: what stands between its marks is written by a command.
import type { AnySpec } from "@byturns/spec";
import type { MetricFacts } from "@byturns/statistics";
import { wrap } from "@byturns/text/table";
import { answerLine, md } from "../markdown.ts";
import type { CaseStory, CellStory, Story } from "../model.ts";
import { paint } from "../paint.ts";
import { read } from "../read-figure.ts";
import { caseText } from "../terminal.ts";
import { withParts } from "./marked.ts";

/** What the article measured with CPython 3.11, by example and input. */
const articleSays: readonly (readonly [example: string, input: string, what: string, says: string])[] = [
  ["say-after", "article-sequential", "`say-after`, one by one", "3.00 s"],
  ["say-after", "article", "`say-after`, as tasks", "2.00 s"],
  ["fib", "article", "`fib(10)`, each call blocks 0.1 s", "17.73 s"],
  ["fib", "article-tasks", "the same, as tasks", "17.75 s"],
  ["fib", "article-yields", "as tasks, each call yields 0.1 s", "1.01 s"],
];

/**
 * The README with its findings and its table written anew.
 *
 * @param article the run of the suite `article`, undefined where there is none; likewise `full`.
 * @throws RangeError when the README lacks a pair of marks.
 */
export function withFigures(readme: string, article: Story | undefined, full: Story | undefined): string {
  const parts = {
    answers: answersList(full),
    findings: findingsList(full),
    table: terminalTable(full),
    article: articleTable(article),
  };
  return withParts(readme, parts, "README.md");
}

function articleTable(story: Story | undefined): string[] {
  if (story === undefined) return ["No run of the suite `article` is committed."];
  const rows = articleSays.map(([example, input, what, says]) => {
    const one = caseOf(story, example, input);
    return `| ${what} | ${says} | ${cells(
      one,
      story,
      story.metrics.find(({ id }) => id === "wallMs"),
    ).join(" | ")} |`;
  });
  return [head(["", "the article"], story), rule(2, story), ...rows];
}

const noReference = "No reference run is committed.";

function answersList(story: Story | undefined): string[] {
  if (story === undefined) return [noReference];
  return story.answers.flatMap((answer) => wrap(answerLine(answer), 118, "  "));
}

/** The first finding of each kind that no answer sums up. */
const shown = ["inputs", "delays", "processor", "scaling", "crossover", "knee"];

function findingsList(story: Story | undefined): string[] {
  if (story === undefined) return [noReference];
  const chosen = shown.flatMap((kind) => story.findings.find((one) => one.kind === kind) ?? []);
  return chosen.flatMap(({ text }) => wrap(`- ${md(text)}`, 118, "  "));
}

/** The example whose table shows what a terminal does. */
const tabled = "readers";

function terminalTable(story: Story | undefined): string[] {
  const example = story?.examples.find(({ id }) => id === tabled);
  const one = example?.cases[0];
  if (story === undefined || example === undefined || one === undefined) return [noReference];
  const text = caseText(example, one, story, 110, paint(false)).map((line) => line.trimEnd());
  return ["```", ...text, "```"];
}

/** The examples, a row each, with the primary figure of each in every cell of the reference run. */
export function examplesTable(specs: readonly AnySpec[], story: Story | undefined): string[] {
  const rows = specs.map(({ id, question }) => {
    const one = story === undefined ? undefined : caseOf(story, id, "bench");
    const primary = story?.examples.find((example) => example.id === id)?.primary;
    const figures = story === undefined ? [] : cells(one, story, primary);
    return `| [\`${id}\`](${id}.md) | ${md(question)} | ${figures.join(" | ")} |`;
  });
  return [head(["example", "question"], story), rule(2, story), ...rows];
}

function caseOf(story: Story, example: string, input: string): CaseStory | undefined {
  return story.examples.find(({ id }) => id === example)?.cases.find((one) => one.input === input);
}

function head(first: readonly string[], story: Story | undefined): string {
  const columns = (story?.models ?? []).flatMap((model) =>
    (story?.runtimes ?? []).map(({ title }) => `${model}<br>${title}`),
  );
  return `| ${[...first, ...columns].join(" | ")} |`;
}

function rule(first: number, story: Story | undefined): string {
  const figures = story === undefined ? 0 : story.models.length * story.runtimes.length;
  return `|${"---|".repeat(first)}${"--:|".repeat(figures)}`;
}

function cells(one: CaseStory | undefined, story: Story, metric: MetricFacts | undefined): string[] {
  return story.models.flatMap((model) =>
    story.runtimes.map(({ id }) =>
      figureOf(
        one?.cells.find((cell) => cell.model === model && cell.runtime === id),
        metric,
      ),
    ),
  );
}

/** The median, or why there is none in a word; the example's page has the reason in full. */
function figureOf(cell: CellStory | undefined, metric: MetricFacts | undefined): string {
  if (cell === undefined || metric === undefined) return "–";
  if (cell.state !== "measured") return cell.state;
  const value = md(read(cell, metric)?.value ?? "–");
  // The example's page has what it consists of.
  return cell.ownShare === undefined || cell.ownShare.isMet
    ? value
    : `${value}<br>own share ${cell.ownShare.ratio.estimate.toFixed(2)}×`;
}
