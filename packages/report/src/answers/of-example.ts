// The answer of one example in a line: what stands beside its name while it is folded.
import { closeBand } from "@byturns/statistics/verdict";
import { figure, listed } from "@byturns/text/figures";
import { across } from "../findings/naming.ts";
import type { Pairs } from "../findings/pairs.ts";
import type { ExampleStory, Material } from "../model.ts";
import { bandText } from "../standing.ts";
import { aheadText, type Standings, standingsOf, type Tally } from "./tally.ts";
import { answeringCases } from "./topics.ts";

/**
 * What an example's first case shows by its primary figure: `Time: 20.2 ms to 20.7 ms with promises; threads 1.04×.`
 * Undefined where no two models were measured under one runtime.
 */
export function answerOfExample(example: ExampleStory, material: Material, pairs: Pairs): string | undefined {
  const { primary } = example;
  const [first] = answeringCases({ examples: [example] });
  if (first === undefined || primary === undefined) return undefined;
  const standings = standingsOf("model", [first], material, pairs, () => primary);
  const { tallies, ahead } = standings;
  if (tallies.length < 2) return undefined;
  const range = (some: readonly Tally[]) => {
    const medians = first.one.cells.flatMap(({ model, summary }) =>
      some.some(({ id }) => id === model) ? (summary?.figures[primary.id]?.median ?? []) : [],
    );
    const ends = [Math.min(...medians), Math.max(...medians)].map((one) => figure(one, primary.unit));
    return [...new Set(ends)].join(" to ");
  };
  if (ahead.length === tallies.length) {
    return `${primary.title}: ${range(tallies)}; ${evenText(standings)}.`;
  }
  const best = `${range(ahead)} with ${listed(ahead.map(aheadOf))}`;
  const others = tallies.filter((one) => !ahead.includes(one)).map(behindText);
  return `${primary.title}: ${best}; ${listed(others)}.`;
}

/** `threads 1.89–2.07×`, `fibers 1.04× on Deno`. */
function behindText(one: Tally): string {
  return `${one.name} ${howFar(one)}`;
}

/** `threads`, or `threads (1.11× on Deno)` where one that is ahead of the others is behind somewhere. */
function aheadOf(one: Tally): string {
  return one.behind.length === 0 ? one.name : `${one.name} (${howFar(one)})`;
}

function howFar({ behind, cells }: Tally): string {
  const where = behind.length === cells ? "" : ` on ${listed(behind.map(({ beside }) => beside))}`;
  const atLeast = behind.some(({ isCapped }) => isCapped) ? "at least " : "";
  return `${atLeast}${across(behind.map(({ times }) => times))}${where}`;
}

function evenText(standings: Standings): string {
  const { tallies } = standings;
  if (tallies.every(({ best, close, cells }) => best + close === cells))
    return `every model within ${bandText(closeBand)} of the best`;
  if (tallies.every(({ behind }) => behind.length === 0)) return "no model is shown to be ahead";
  return aheadText(standings);
}
