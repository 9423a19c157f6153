// A run as text for a terminal: the same words and verdicts as the page.
import type { MetricFacts } from "@byturns/statistics";
import { counted, figure } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { length, toWidth, wrap } from "@byturns/text/table";
import { textOf } from "./answers/sentence.ts";
import type { CaseStory, CellStory, Evidence, ExampleStory, Finding, Story } from "./model.ts";
import { describeDecisions, describeOpen, openComparisons } from "./open-comparisons.ts";
import { paint } from "./paint.ts";
import { read } from "./read-figure.ts";
import { meaningOf, type Standing, standings } from "./standing.ts";
import { storyOf } from "./story.ts";

/** How a report is written for a terminal. */
export interface TerminalOptions {
  /** Columns; at least 20. Default: 100. */
  readonly width?: number;
  /** Default: false. */
  readonly color?: boolean;
}

/**
 * A run as a table for a terminal: for each case a row a model and a column a runtime, then what was found.
 * Ends with a line break.
 */
export function renderTerminal(evidence: Evidence, options: TerminalOptions = {}): string {
  const story = storyOf(evidence);
  const width = Math.max(20, Math.floor(options.width ?? 100) || 100);
  const colors = paint(options.color ?? false);
  const text: string[] = [];
  const say = (line: string, indent = "") => text.push(...wrap(line, width, indent));
  for (const example of story.examples) {
    for (const one of example.cases) text.push(...caseText(example, one, story, width, colors), "");
  }
  say(
    `${(Object.keys(standings) as Standing[]).map((one) => `${standings[one].mark} ${meaningOf(one, story.summary.band)}`.trim()).join(" · ")} · factors are to the best cell of the case, with their 95 % interval; they compare the better half of all forks, so they are not the ratio of the two medians.`,
  );
  text.push("");
  const decided = describeDecisions(story.summary);
  if (decided !== undefined) say(`${colors.bold("Asked")}: ${decided}.`);
  const open = describeOpen(openComparisons(story.summary));
  if (open.length > 0) text.push(colors.bold("Open"));
  for (const one of open) say(`? ${one}`, "  ");
  if (decided !== undefined || open.length > 0) text.push("");
  if (story.answers.length > 0) text.push(colors.bold("Answers"));
  for (const one of story.answers)
    say(`${colors.model("•")} ${one.title}: ${one.ahead}. ${textOf(one)}`, "  ");
  if (story.answers.length > 0) text.push("");
  const shown = firstOfEach(story.findings);
  if (shown.length > 0) text.push(colors.bold("Findings"));
  for (const finding of shown) {
    say(`${colors[finding.kind === "trouble" ? "bad" : "model"]("•")} ${finding.text}`, "  ");
    for (const line of wrap(`  ${finding.evidence}`, width, "  ")) text.push(colors.dim(line));
  }
  if (shown.length < story.findings.length)
    say(
      `and ${counted(story.findings.length - shown.length, "more finding")} in the page and in report.md`,
      "  ",
    );
  text.push("");
  for (const warning of story.warnings) say(`${colors.fair("!")} ${warning}`, "  ");
  say(`${story.claim} ${story.proof}`);
  if (story.calibration !== undefined) say(story.calibration);
  say(
    `${story.extent} · profile ${story.profile} · ${counted(story.threads, "thread")} · seed ${story.seed}`,
  );
  return `${text.map((line) => line.trimEnd()).join("\n")}\n`;
}

/** One case: its name and what it asks, then a row a model and a column a runtime. */
export function caseText(
  { id, title, question, primary }: ExampleStory,
  one: CaseStory,
  story: Story,
  width: number,
  colors: ReturnType<typeof paint>,
): string[] {
  const text: string[] = [];
  const ideal = one.idealMs === undefined ? "" : `  ideal ${figure(one.idealMs, "ms")}`;
  const [name = "", ...rest] = wrap(`${label(id)} · ${label(one.input)}`, width, "  ");
  const about = `  ${title === id ? question : title}${primary === undefined || primary.id === "wallMs" ? ideal : `  ${primary.title.toLowerCase()}`}`;
  const fits = rest.length === 0 && length(name) + length(about) <= width;
  text.push(`${colors.bold(name)}${fits ? colors.dim(about) : ""}`, ...rest.map(colors.bold));
  if (!fits) text.push(...wrap(about, width, "  ").map(colors.dim));
  text.push(...table(one, story, primary, width, colors));
  return text;
}

/** Findings that no answer sums up, and the first of each kind to each question. */
function firstOfEach(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ kind, topic }) => {
    const group = `${kind} ${topic}`;
    const isFirst = !seen.has(group);
    seen.add(group);
    return topic === undefined || isFirst;
  });
}

function table(
  one: CaseStory,
  story: Story,
  metric: MetricFacts | undefined,
  width: number,
  colors: ReturnType<typeof paint>,
): string[] {
  const { models, runtimes } = story;
  const gutter = Math.min(16, Math.max(...models.map((model) => label(model).length), 4) + 2);
  const columns = Math.max(1, runtimes.length);
  const room = Math.floor((width - gutter) / columns) - 2;
  // A column that cannot hold a figure, its factor and its interval loses the interval, and then becomes lines.
  const detail = room >= 27 ? 2 : room >= 16 ? 1 : 0;
  const notes: string[] = [];
  const text: string[] = [];
  if (detail > 0) {
    const heads = runtimes.map(({ title, version }) => toWidth(`${title} ${version}`, room));
    text.push(colors.dim(`${" ".repeat(gutter)}${heads.join("  ")}`));
  }
  for (const model of models) {
    const cells = runtimes.map(({ id }) =>
      one.cells.find((cell) => cell.model === model && cell.runtime === id),
    );
    const said = cells.map((cell) =>
      describe(
        cell,
        metric,
        { detail: detail === 1 ? 1 : 2, room: detail === 0 ? width - 2 : room },
        notes,
        colors,
      ),
    );
    const name = toWidth(label(model), gutter);
    if (detail > 0)
      text.push(
        `${colors.model(name)}${said.map(({ plain, painted }) => painted + " ".repeat(Math.max(0, room - length(plain)))).join("  ")}`,
      );
    else
      said.forEach(({ painted }, i) => {
        const runtime = runtimes[i];
        const which = toWidth(`${runtime?.title ?? ""} ${runtime?.version ?? ""}`, 16);
        const head = length(name) + length(which) + 1;
        if (head + length(said[i]?.plain ?? "") <= width)
          text.push(`${colors.model(name)}${which} ${painted}`);
        else text.push(`${colors.model(toWidth(`${name.trimEnd()} ${which}`, width))}`, `  ${painted}`);
      });
  }
  for (const note of notes) text.push(...wrap(`  ${note}`, width, "     ").map((line) => colors.dim(line)));
  return text;
}

function describe(
  cell: CellStory | undefined,
  metric: MetricFacts | undefined,
  { detail, room }: { readonly detail: number; readonly room: number },
  notes: string[],
  colors: ReturnType<typeof paint>,
) {
  if (cell === undefined) return { plain: "–", painted: colors.dim("–") };
  if (cell.state !== "measured") {
    const mark = cell.state === "unsupported" ? "∅" : "✕";
    const known = notes.findIndex((note) => note.endsWith(`${cell.state}: ${cell.reason}`));
    const number = known >= 0 ? known + 1 : notes.push(`[${notes.length + 1}] ${cell.state}: ${cell.reason}`);
    const plain = `${mark} ${cell.state} [${number}]`;
    return { plain, painted: cell.state === "unsupported" ? colors.dim(plain) : colors.bad(plain) };
  }
  const reading = metric === undefined ? undefined : read(cell, metric);
  if (reading === undefined) return { plain: "–", painted: colors.dim("–") };
  const { value, standing, factor: times, interval: range } = reading;
  const mark = standing === undefined ? "" : ` ${standings[standing].mark}`;
  const [factor, spans] = [times === undefined ? "" : ` ${times}`, range === undefined ? "" : ` (${range})`];
  // The figures of two modes come before a factor and its interval, and have a note whatever the room.
  const plain =
    reading.modes === undefined
      ? `${value}${mark}${factor}${detail === 2 ? spans : ""}`
      : ([`${value}${mark}${factor}${spans}`, `${value}${mark}${factor}`, `${value}${mark}`].find(
          (text) => length(text) < room,
        ) ?? `2 modes${mark}`);
  if (reading.modes !== undefined) {
    notes.push(
      `[${notes.length + 1}] ${label(cell.model)} on ${label(cell.runtime)}: two modes, ${reading.modes}`,
    );
  }
  const tone =
    standing === "best" || standing === "tied" || standing === "close"
      ? colors.good
      : standing === "worse" || standing === "perhaps"
        ? colors.fair
        : (text: string) => text;
  const trouble = cell.troubles.length > 0 ? colors.bad("!") : "";
  if (cell.troubles.length > 0)
    notes.push(
      `[${notes.length + 1}] ${label(cell.model)} on ${label(cell.runtime)}: ${cell.troubles.join("; ")}`,
    );
  return { plain: `${plain}${cell.troubles.length > 0 ? "!" : ""}`, painted: `${tone(plain)}${trouble}` };
}
