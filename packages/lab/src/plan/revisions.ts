// A plan's cells in two revisions of the sources: each of the head's beside the same one of the base.
import { isDeepStrictEqual } from "node:util";
import { type Case, type Cell, cellId, type Plan } from "@byturns/record";
import type { Against } from "../api.ts";
import type { Catalog } from "../catalog.ts";
import { pathWithin } from "../path-within.ts";

/** A cell, or an input, that only one of the revisions can measure. */
export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

/** Cells of both revisions, and what is not among them. */
export interface RevisionCells {
  readonly cells: readonly Cell[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The cells of both revisions. What only one of them can measure is left out and named: it can be compared with
 * nothing. That is so for an example, a model or a named input that the other lacks, for one whose input differs, since
 * other work takes another time, and for what a model says it does not support.
 *
 * @param cells those of the head, without A/A duplicates.
 * @param idOf the runtime's id by its key.
 */
export function inBothRevisions(
  cells: readonly Cell[],
  cases: readonly Case[],
  head: Catalog,
  { catalog: base, name }: Against,
  idOf: (key: string) => string,
): RevisionCells {
  const leftOut = new Map<string, string>();
  const both = cells.flatMap((cell): Cell[] => {
    const { example, input, model, runtime } = cell;
    const one = cases.find((each) => each.example === example && each.input === input);
    const lacks = one === undefined ? undefined : whatIsLacking(one, model, idOf(runtime), head, base);
    if (lacks !== undefined) {
      leftOut.set(lacks.what, `${name} ${lacks.why}`);
      return [];
    }
    // An unsupported cell has no forks; its reason is shown once.
    if (cell.unsupported !== undefined) return [cell];
    const ofHead: Cell = { ...cell, revision: "head" };
    const ofBase: Cell = { ...cell, revision: "base" };
    return [ofHead, { ...ofBase, id: cellId(ofBase) }];
  });
  const gone = Object.keys(base.specs).filter(
    (example) => !Object.hasOwn(head.specs, example) && !leftOut.has(example),
  );
  for (const example of gone) leftOut.set(example, `only ${name} has this example`);
  return { cells: both, leftOut: Array.from(leftOut, ([what, why]) => ({ what, why })) };
}

function whatIsLacking(
  { example, input, base: named = input, value, batch, sweep }: Case,
  model: string,
  runtime: string,
  head: Catalog,
  base: Catalog,
): LeftOut | undefined {
  const spec = Object.hasOwn(base.specs, example) ? base.specs[example] : undefined;
  if (spec === undefined) return { what: example, why: "does not have this example" };
  if (!base.models.includes(model)) return { what: `${example}/${model}`, why: "does not have this model" };
  const isNamed = Object.hasOwn(head.specs[example]?.inputs ?? {}, named);
  const there = isNamed
    ? spec.inputs[named]
    : sweep === undefined
      ? value
      : spec.sweeps?.[sweep.name]?.at(sweep.value);
  if (there === undefined) return { what: `${example}/${input}`, why: "does not have this input" };
  if (!isDeepStrictEqual(there, value))
    return { what: `${example}/${input}`, why: "has another input by this name" };
  if (spec.batch !== batch)
    return {
      what: `${example}/${input}`,
      why: `makes ${spec.batch} calls between two readings of the clock, not ${batch}`,
    };
  const unsupported = base.unsupported(model, example, runtime);
  const here = head.unsupported(model, example, runtime);
  if (unsupported === undefined || here !== undefined) return undefined;
  return { what: `${example}/${model}/${runtime}`, why: `does not support it: ${unsupported}` };
}

/** The base revision as a plan keeps it. */
export function recordedAgainst(
  { root }: Catalog,
  { name, commit, catalog }: Against,
  leftOut: readonly LeftOut[],
): NonNullable<Plan["against"]> {
  return {
    name: commit === undefined ? pathWithin(root, catalog.root) : name,
    ...(commit === undefined ? {} : { commit }),
    leftOut,
  };
}
