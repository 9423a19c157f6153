// What the rules of findings share: how they name things.
import { factor, listed } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { CaseStory, CellStory, Material, RuntimeStory } from "../model.ts";

/** What the resamples must agree on before it is said. */
export const sure = 0.95;

/** A runtime's name by its id, as far as it is known. */
export function nameOf(id: string, { runtimes }: Pick<Material, "runtimes">): string {
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
