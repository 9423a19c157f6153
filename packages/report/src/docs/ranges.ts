// One metric of one case in a few words: the range of each model over the runtimes, and which cells are the best.
import { figure, listed } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { md } from "../markdown.ts";
import type { CaseStory, CellStory, Story } from "../model.ts";

/** What is read: a metric of an example's input. */
export interface Evidence {
  readonly example: string;
  /** Default: `bench`. */
  readonly input?: string;
  readonly metric: string;
}

/** The range of each model, and the models and cells that are the best or not told apart from the best. */
export interface Ranges {
  readonly title: string;
  /** In the order of the story's models: `7.41 ms (Deno) to 7.67 ms (Node)`, or why there is no figure. */
  readonly models: readonly string[];
  /** In the order of the story's models: those that have the best cell, or one not told apart from it. */
  readonly best: readonly string[];
  /** `threads on Node and Bun`; undefined where nothing was compared. */
  readonly cells: string | undefined;
}

/**
 * Reads a metric off a run.
 *
 * @throws RangeError when the run has no such example, input or metric.
 */
export function rangesOf(story: Story, { example, input = "bench", metric }: Evidence): Ranges {
  const one = story.examples.find(({ id }) => id === example)?.cases.find((some) => some.input === input);
  const facts = story.metrics.find(({ id }) => id === metric);
  if (one === undefined || facts === undefined) {
    throw new RangeError(
      `The reference run has no ${one === undefined ? `case ${example}/${input}` : `metric "${metric}"`}`,
    );
  }
  const group = story.summary.groups.find((some) => some.example === example && some.input === input);
  const compared = group?.metrics[metric];
  const ids = compared === undefined ? [] : [compared.best, ...compared.bestTied];
  const best = one.cells.filter(({ id }) => ids.includes(id));
  const models = story.models.filter((model) => best.some((cell) => cell.model === model));
  return {
    title: facts.title,
    models: story.models.map((model) => rangeOf(one, story, model, metric, facts.unit)),
    best: models,
    cells:
      models.length === 0
        ? undefined
        : models
            .map((model) => {
              const where = best.filter((cell) => cell.model === model).map((cell) => titleOf(cell, story));
              return `${md(label(model))} on ${listed(where)}`;
            })
            .join("; "),
  };
}

/** A metric's title inside a sentence: `wall time a task`, and as they are `CPU time` and `Jain's index`. */
export function inSentence(title: string): string {
  return /^[A-Z][a-z-]+(?=[ ,]|$)/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function rangeOf(one: CaseStory, story: Story, model: string, metric: string, unit: string): string {
  const cells = one.cells.filter((cell) => cell.model === model);
  const read = cells
    .flatMap((cell) => {
      const median = cell.summary?.figures[metric]?.median;
      return median === undefined ? [] : [{ median, where: titleOf(cell, story) }];
    })
    .sort((a, b) => a.median - b.median);
  const [least, most] = [read[0], read.at(-1)];
  if (least === undefined || most === undefined) return cells[0]?.state ?? "–";
  const [from, to] = [figure(least.median, unit), figure(most.median, unit)];
  return md(from === to ? from : `${from} (${least.where}) to ${to} (${most.where})`);
}

function titleOf(cell: CellStory, story: Story): string {
  return story.runtimes.find(({ id }) => id === cell.runtime)?.title ?? cell.runtime;
}
