// A run as Markdown, fit for a pull request or a repository: the same words and verdicts as the page.

import type { MetricFacts } from "@byturns/statistics";
import { counted, figure, noFigure } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { textOf } from "./answers/sentence.ts";
import { countsOfCase } from "./counts/case-counts.ts";
import { countedThreads } from "./counts/recorded-counts.ts";
import type { Answer, CaseStory, CellStory, Evidence, Story } from "./model.ts";
import { overShare } from "./own-share.ts";
import { read } from "./read-figure.ts";
import { runtimeLine } from "./runtime-stories.ts";
import { meaningOf, type Standing, standings } from "./standing.ts";
import { storyOf } from "./story.ts";

/** A run as Markdown. Ends with a line break. */
export function renderMarkdown(evidence: Evidence): string {
  const story = storyOf(evidence);
  const text: string[] = [
    `# byturns: ${md(story.suite)}, ${md(story.profile)} profile`,
    "",
    `${md(runtimeLine(story.runtimes))}; ${story.models.map((model) => md(label(model))).join(", ")}; ${counted(story.threads, "thread")}; ${story.extent}; seed ${story.seed}; ${md(story.madeAt)}${story.commit === undefined ? "" : `; commit ${md(story.commit)}`}.`,
    "",
    ...story.machines.map(({ what }) => `- ${md(what)}`),
    "",
    `${story.claim} ${story.proof}`,
    "",
    ...(story.calibration === undefined ? [] : [md(story.calibration), ""]),
    ...story.warnings.map((warning) => `> **Warning:** ${md(warning)}`),
    ...(story.warnings.length > 0 ? [""] : []),
    ...(story.answers.length === 0 ? [] : ["## Answers", "", ...story.answers.map(answerLine), ""]),
    "## Findings",
    "",
    ...(story.findings.length === 0 ? ["None: nothing was compared."] : []),
    ...story.findings.map(({ text: finding, evidence: rests }) => `- **${md(finding)}** ${md(rests)}`),
    "",
    "## Figures",
    "",
    `${(Object.keys(standings) as Standing[]).map((one) => `${standings[one].mark} ${meaningOf(one, story.summary.band)}`.trim()).join("; ")}. Factors are to the best cell of the case, with their 95 % interval; they compare the better half of all forks, so they are not the ratio of the two medians; the time of a call, its 99th percentile with the 95 % interval over the forks, processor time and peak memory stand behind them.`,
    "",
  ];
  for (const example of story.examples) {
    text.push(`### ${md(example.title)}`, "", md(example.question), "");
    for (const one of example.cases) text.push(...caseOf(one, story, example.primary));
  }
  return `${text.join("\n").trimEnd()}\n`;
}

/** `- **Waiting: promises.** Slower than another model: …` */
export function answerLine(answer: Answer): string {
  return `- **${md(answer.title)}: ${md(answer.ahead)}.** ${md(textOf(answer))}`;
}

function caseOf(one: CaseStory, story: Story, primary: MetricFacts | undefined): string[] {
  const ideal = one.idealMs === undefined ? "" : `; ideal ${figure(one.idealMs, "ms")} (${md(one.idealWhy)})`;
  return [`**${md(label(one.input))}**${ideal}`, "", ...figuresTable(one, story, primary), ""];
}

/** One case as a Markdown table, a row a model and a column a runtime, with its reasons below. */
export function figuresTable(one: CaseStory, story: Story, primary: MetricFacts | undefined): string[] {
  const notes: string[] = [];
  const rows = story.models.map((model) => {
    const cells = story.runtimes.map(({ id }) =>
      one.cells.find((cell) => cell.model === model && cell.runtime === id),
    );
    return `| **${md(label(model))}** | ${cells.map((cell) => describe(cell, story, primary, notes)).join(" | ")} |`;
  });
  return [
    `| | ${story.runtimes.map(({ title, version }) => md(`${title} ${version}`)).join(" | ")} |`,
    `|---|${story.runtimes.map(() => "---|").join("")}`,
    ...rows,
    ...(notes.length > 0 ? ["", ...notes.map((note) => `- ${md(note)}`)] : []),
    ...countLines(one, story),
  ];
}

/** What a unit of work does, counted, a line a model. */
function countLines(one: CaseStory, story: Story): string[] {
  const counts = countsOfCase(one, story);
  if (counts === undefined) return [];
  return [
    "",
    `Counted, for each ${md(counts.unit)}, with ${countedThreads} threads:`,
    "",
    ...counts.models.map(({ model, text }) => `- **${md(label(model))}**: ${md(text)}`),
  ];
}

function describe(
  cell: CellStory | undefined,
  story: Story,
  primary: MetricFacts | undefined,
  notes: string[],
): string {
  if (cell === undefined) return noFigure;
  if (cell.state !== "measured") {
    const note = `${cell.model} on ${runtimeName(cell, story)} ${cell.state}: ${cell.reason}`;
    notes.push(note);
    return `${cell.state === "unsupported" ? "∅" : "✕"} ${cell.state}`;
  }
  const over = overShare(cell.ownShare);
  if (over !== undefined) notes.push(`${cell.model} on ${runtimeName(cell, story)} ${over}`);
  const first = primary === undefined ? undefined : read(cell, primary);
  if (first?.modes !== undefined)
    notes.push(`${cell.model} on ${runtimeName(cell, story)}: two modes, ${first.modes}`);
  for (const trouble of cell.troubles) notes.push(`${cell.model} on ${runtimeName(cell, story)}: ${trouble}`);
  const others = story.metrics.flatMap(({ id, ...metric }) => {
    const title = besidePrimary.get(id);
    const seen = title === undefined || id === primary?.id ? undefined : read(cell, { id, ...metric });
    return seen === undefined
      ? []
      : [`${title}${seen.value}${seen.spans === undefined ? "" : ` (${seen.spans})`}`];
  });
  const parts = [
    ...(first === undefined
      ? []
      : [
          `${first.value}${first.standing === undefined ? "" : ` ${standings[first.standing].mark}`}${first.factor === undefined ? "" : ` ${first.factor}`}${first.interval === undefined ? "" : ` (${first.interval})`}`,
        ]),
    ...others,
  ];
  return parts.length === 0 ? noFigure : md(parts.join("<br>")).replaceAll("&lt;br&gt;", "<br>");
}

/** What stands behind the primary figure, and how it begins. */
const besidePrimary: ReadonlyMap<string, string> = new Map([
  ["wallMs", "a call "],
  ["wallP99Ms", "p99 "],
  ["cpuMs", "cpu "],
  ["peakRssBytes", ""],
]);

function runtimeName({ runtime }: CellStory, { runtimes }: Story): string {
  return runtimes.find(({ id }) => id === runtime)?.name ?? label(runtime);
}

/** Text that Markdown takes as it is. */
export function md(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_[\]|#~]/g, (char) => `\\${char}`)
    .replaceAll(/\s*\n\s*/g, " ");
}
