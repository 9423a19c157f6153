// What rules of findings share: the form of a finding, and how it names things.
import type { Summary } from "@byturns/statistics";
import { factor, listed } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { CaseStory, CellStory, ExampleStory, RuntimeStory } from "./story.ts";

/** One thing that the evidence shows. */
export interface Finding {
  readonly kind:
    | "trouble"
    | "inputs"
    | "models"
    | "runtimes"
    | "same"
    | "processor"
    | "scaling"
    | "crossover"
    /** Who waits for whom. */
    | "delays"
    /** Until where a limit holds. */
    | "knee"
    | "order"
    | "open";
  /** The figure that it turns on, short: `2.70×`. */
  readonly figure: string;
  /** One sentence. */
  readonly text: string;
  /** Its interval and verdict, and what it rests on. */
  readonly evidence: string;
  /** The section that holds the chart and the samples. */
  readonly anchor: string;
}

/** What rules read. */
export interface Told {
  readonly summary: Summary;
  readonly examples: readonly ExampleStory[];
  readonly models: readonly string[];
  readonly runtimes: readonly RuntimeStory[];
}

/** What the resamples must agree on before it is said. */
export const sure = 0.95;

/** A runtime's name by its id, as far as it is known. */
export function nameOf(id: string, { runtimes }: Pick<Told, "runtimes">): string {
  return runtimes.find((runtime) => runtime.id === id)?.name ?? label(id);
}

export function find({ cells }: CaseStory, model: string, runtime: string): CellStory | undefined {
  return cells.find((cell) => cell.model === model && cell.runtime === runtime && cell.state === "measured");
}

export function named(example: string, input: string): string {
  return input === "bench" || input === "" ? label(example) : `${label(example)} (${label(input)})`;
}

export function across(ratios: readonly number[]): string {
  const [low, high] = [factor(Math.min(...ratios)), factor(Math.max(...ratios))];
  return low === high ? low : `${low.slice(0, -1)}–${high}`;
}

/** Where something was seen: a runtime that could not be compared is not counted in. */
export function everywhere(
  seen: readonly { readonly runtime: string }[],
  runtimes: readonly RuntimeStory[],
): string {
  if (runtimes.length < 2) return "";
  if (seen.length === runtimes.length) return ` in all ${seen.length} runtimes`;
  return ` on ${listed(seen.map(({ runtime }) => runtime))}`;
}
