// Ten questions that teams ask, answered from the reference run by rules.
import { listed } from "@byturns/text/figures";
import { wrap } from "@byturns/text/table";
import { md } from "../markdown.ts";
import type { Story } from "../model.ts";
import { runtimeLine } from "../runtime-stories.ts";
import { type Question, questions } from "./questions.ts";
import { inSentence, rangesOf } from "./ranges.ts";

const width = 118;

/** The page `docs/choosing.md`. Without a reference run it has the questions and commands alone. */
export function choosingPage(story: Story | undefined): string {
  return `${[
    "<!-- Generated from the reference run by `npm run docs`; do not edit. -->",
    "",
    "# Which one, for my work?",
    "",
    ...(story === undefined
      ? ["No reference run is committed, so there are no figures here."]
      : wrap(
          `Ten questions, answered from the [reference run](../benchmarks/reference/full/report.md): ${md(runtimeLine(story.runtimes))}, ${md(story.profile)} profile, ${md(story.machines.map(({ what }) => what).join("; "))}. A figure is the range of the medians over the runtimes. “Best” names every cell that is the best or that the evidence does not tell apart from the best; no order within them is claimed. Your machine may differ: every answer ends with the command that measures it there.`,
          width,
        )),
    "",
    ...questions.map(({ title }, i) => `${i + 1}. [${title}](#${anchor(i, title)})`),
    ...questions.flatMap((question, i) => ["", ...section(question, i, story)]),
  ].join("\n")}\n`;
}

function section(question: Question, i: number, story: Story | undefined): readonly string[] {
  const { title, situation, evidence, because, further, copy } = question;
  const examples = [...new Set(evidence.map(({ example }) => example))];
  return [
    `## ${i + 1}. ${title}`,
    "",
    ...wrap(situation, width),
    "",
    ...(story === undefined ? [] : [...answer(question, story), ""]),
    ...wrap(because, width),
    "",
    ...(story === undefined ? [] : [...table(question, story), ""]),
    "```sh",
    `npx byturns bench ${examples.join(" ")} --suite reference --profile full   # this evidence, measured here`,
    ...further.map(([command, shows]) => `${command}   # ${shows}`),
    "```",
    "",
    ...wrap(
      `Read: ${examples.map((id) => `[${id}](examples/${id}.md)`).join(", ")}. Copy: ${copy.map((id) => `[${id}](copying.md#${id})`).join(", ")}.`,
      width,
    ),
  ];
}

/** One sentence by rule: which models have the best cell of the figure that decides. */
function answer({ evidence: [first] }: Question, story: Story): readonly string[] {
  const { title, best, cells } = rangesOf(story, first);
  const what = `${md(first.example)}, ${md(inSentence(title))}`;
  if (cells === undefined) return wrap(`**Not answered**: ${what} was measured and not compared.`, width);
  const verdict =
    best.length === story.models.length
      ? "the model does not decide"
      : best.length === 1
        ? md(best[0] as string)
        : listed(best.map(md));
  return wrap(`**Answer: ${verdict}** (${what}). Best: ${cells}.`, width);
}

function table({ evidence }: Question, story: Story): readonly string[] {
  return [
    `| | ${story.models.map(md).join(" | ")} | best |`,
    `|---|${story.models.map(() => "---|").join("")}---|`,
    ...evidence.map((one) => {
      const { title, models, cells } = rangesOf(story, one);
      return `| \`${one.example}\`: ${md(inSentence(title))} | ${models.join(" | ")} | ${cells ?? "not compared"} |`;
    }),
  ];
}

/** An address as GitHub makes it from a heading. */
function anchor(i: number, title: string): string {
  return `${i + 1}-${title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-")}`;
}
