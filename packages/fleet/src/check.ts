// What a machine accepts: cells of its own examples, by name, at the commit of the plan.

import type { Catalog } from "@byturns/lab";
import type { PlannedFork, PlanPart } from "@byturns/lab/executor";
import type { Case, Cell, Plan } from "@byturns/record";
import { decoder } from "@byturns/record";
import type { AnySpec } from "@byturns/spec";
import type { Order } from "./order.ts";

/** What a machine would run for an order; `why` is the reason for a refusal. */
export type Checked = { readonly part: PlanPart; readonly fork: PlannedFork } | { readonly why: string };

/**
 * Looks up an order on this machine. Only names and numbers come from the order: the input is this machine's own, and
 * fits its example's schema.
 *
 * @param sources the version of this machine's sources, from `sourcesOf`.
 * @param runtimes the runtimes installed here, each `<id>@<version>`.
 */
export function checkOrder(
  catalog: Catalog,
  sources: string,
  runtimes: ReadonlySet<string>,
  order: Order,
): Checked {
  const { cell, runtime, threads, kind, round, position, trace, warmUpMs, measureMs, timeLimitMs } = order;
  if (order.commit !== sources) {
    return { why: `the plan is of commit ${order.commit}, and the sources here are at ${sources}` };
  }
  const spec = Object.hasOwn(catalog.specs, cell.example) ? catalog.specs[cell.example] : undefined;
  if (spec === undefined) return { why: `there is no example "${cell.example}" here` };
  if (!catalog.models.includes(cell.model)) return { why: `there is no model "${cell.model}" here` };
  const against = catalog.unsupported(cell.model, cell.example, runtime.id);
  if (against !== undefined) return { why: `${cell.model} does not support ${cell.example}: ${against}` };
  const key = `${runtime.id}@${runtime.version}`;
  if (!runtimes.has(key)) return { why: `there is no ${key} here; there are ${[...runtimes].join(", ")}` };
  const found = caseOf(catalog, spec, cell.input, threads);
  if ("why" in found) return found;
  const profile: Plan["profile"] = { name: "smoke", forks: 1, resourceForks: 0, warmUpMs, measureMs };
  const planned: Cell = {
    id: cell.id,
    example: cell.example,
    input: cell.input,
    model: cell.model,
    runtime: key,
    ...(cell.slowdown === undefined ? {} : { slowdown: cell.slowdown }),
  };
  return {
    part: { id: order.run, cases: [found], threads, profile, timeLimitMs },
    fork: { round, position, kind, cell: planned, trace },
  };
}

/** An input by the name that a plan gives it: one of the example's, or `<sweep>=<value>`. */
function caseOf(
  catalog: Catalog,
  spec: AnySpec,
  input: string,
  threads: number,
): Case | { readonly why: string } {
  const value = inputOf(catalog, spec, input);
  if (value === undefined) return { why: `${spec.id} has no input "${input}" here` };
  const decoded = decoder(spec.input)(value.is);
  if ("why" in decoded) return { why: `the input ${input} of ${spec.id} does not fit: ${decoded.why}` };
  const { ms, why } = spec.ideal(decoded.value, threads);
  return {
    example: spec.id,
    input,
    question: spec.question,
    value: value.is,
    batch: spec.batch,
    ideal: { why, ...(ms === undefined ? {} : { ms }) },
  };
}

function inputOf(
  catalog: Catalog,
  { id, inputs, sweeps = {} }: AnySpec,
  input: string,
): { readonly is: unknown } | undefined {
  if (Object.hasOwn(inputs, input)) return { is: inputs[input] };
  const [, name = "", at] = /^([^=]+)=(.+)$/.exec(input) ?? [];
  const sweep = Object.hasOwn(sweeps, name) ? sweeps[name] : undefined;
  const values = [...(sweep?.values ?? []), ...(catalog.moreValues?.(id, name) ?? [])];
  const value = values.find((value) => String(value) === at);
  return sweep === undefined || value === undefined ? undefined : { is: sweep.at(value) };
}
