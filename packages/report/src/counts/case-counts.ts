// The counts of one input, a line a model.
import { countsAcross } from "@byturns/explain";
import { decoder } from "@byturns/record";
import { type AnySpec, specs } from "@byturns/spec";
import { type UnitOfWork, unitOfWork } from "@byturns/spec/unit-of-work";
import type { CaseStory, Story } from "../model.ts";
import { countedThreads } from "./recorded-counts.ts";

/** One model's counts. */
export interface ModelCounts {
  readonly model: string;
  /** `1 fiber, 3 promises (Node, Deno) or 1 promise (Bun)`. */
  readonly text: string;
}

/** The counts of a case, for a unit of its work. */
export interface CaseCounts {
  /** `task`, `item`, `call`. */
  readonly unit: string;
  readonly models: readonly ModelCounts[];
}

/** The counts of a case; undefined where none of its cells was counted. */
export function countsOfCase(one: CaseStory, story: Story): CaseCounts | undefined {
  const counted = story.models.flatMap((model) => {
    const all = one.cells.flatMap((cell) =>
      cell.model !== model || cell.counts === undefined
        ? []
        : [
            {
              runtime: story.runtimes.find(({ id }) => id === cell.runtime)?.name ?? cell.runtime,
              counts: cell.counts,
            },
          ],
    );
    return all.length === 0 ? [] : [{ model, all }];
  });
  if (counted.length === 0) return undefined;
  const { name, perCall } = unitOf(one.example, one.value);
  return {
    unit: name,
    models: counted.map(({ model, all }) => ({ model, text: countsAcross(all, perCall) })),
  };
}

function unitOf(example: string, value: unknown): UnitOfWork {
  const spec: AnySpec | undefined = Object.hasOwn(specs, example)
    ? specs[example as keyof typeof specs]
    : undefined;
  const call = { name: "call", perCall: 1 };
  if (spec === undefined) return call;
  const decoded = decoder(spec.input)(value);
  return "why" in decoded ? call : unitOfWork(spec, decoded.value, countedThreads);
}
