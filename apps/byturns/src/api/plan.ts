// What to measure, as a plan: the first of the three functions of the package.
import type { Against, Catalog, FoundRuntime, PlanOptions } from "@byturns/lab";
import { makePlan } from "@byturns/lab/plan/plan";
import { profiles } from "@byturns/lab/plan/profiles";
import type { Plan, ProfileName } from "@byturns/record";
import { type Suite, type SuiteCase, suites } from "@byturns/suites";
import { readSettings, type Settings, setInputs } from "../bench/set-inputs.ts";
import { chooseRuntimes } from "../inspect/runtimes.ts";
import { chooseCatalog } from "../own/choose-catalog.ts";
import { isOwn, type OwnCatalog } from "../own/own-catalog.ts";
import { asUsage, Usage } from "../text/errors.ts";
import { known, knownAll, split } from "../text/nearest.ts";

/** What to measure, where, and how thoroughly. */
export interface PlanRequest {
  /**
   * Only these examples of the suite; one that it lacks is added with its `bench` inputs and sweeps. Or files, folders and
   * globs of one's own examples, such as `./orders.bench.ts`. Default: all of the suite.
   */
  readonly examples?: readonly string[];
  /** Only these inputs of the named examples, each of which must have one of them. Default: those of the suite. */
  readonly inputs?: readonly string[];
  /**
   * Values of the named examples' inputs: `["orders=100"]`; several for one field are a sweep: `["orders=10,100,1000"]`.
   */
  readonly set?: readonly string[];
  /** Default: `main`. */
  readonly suite?: string;
  /** `smoke`, `quick`, `full` or `thorough`. Default: `quick`. */
  readonly profile?: string;
  /** Default: the suite's. */
  readonly models?: readonly string[];
  /** `node`, `node@24`, a path. Default: all that the project or the `PATH` has. */
  readonly runtimes?: readonly string[];
  /** Every order of the run comes from it: a 32-bit unsigned integer. Default: a fresh one. */
  readonly seed?: number;
  /** The most forks of a cell, >= 1, in place of the profile's. */
  readonly forks?: number;
  /** How long it may take, in milliseconds: no rounds are run that would not end in time. Default: no limit. */
  readonly budgetMs?: number;
  /** Only this shard, counted from 1; every shard needs the same `seed`. */
  readonly shard?: { readonly index: number; readonly of: number };
  /** How many threads a model may use, >= 1. Default: as many as there are cores, at least 2. */
  readonly threads?: number;
  /** Measures every cell in all rounds, with one look at the end. Default: false. */
  readonly fixed?: boolean;
  /** A process that takes longer than this is ended, in milliseconds, unless its ideal takes longer. Default: 60000. */
  readonly timeLimitMs?: number;
  /** Compares every pair of a case's cells, not only those that differ in one thing. Default: false. */
  readonly allPairs?: boolean;
  /** One call in each process, without warm-up: for cold calls, and for those that take seconds. Default: false. */
  readonly once?: boolean;
  /**
   * A call that takes longer than this is ended, in milliseconds, and its cell is not tried again. Default: none, and
   * every process has `timeLimitMs`.
   */
  readonly cutOffMs?: number;
}

/**
 * Makes a plan: which cells are measured, in which order, and what is compared when. It runs nothing but the runtimes'
 * `--version`.
 *
 * @returns the plan, which `measure` runs.
 * @throws Usage when a name is unknown or a figure is out of bounds; its message names what would be right.
 * @throws Usage when a requested runtime is not there, or no runtime at all.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { plan } from "byturns";
 *
 * const smallest = await plan({ examples: ["fib"], models: ["promises"], runtimes: ["node"], profile: "smoke", seed: 7 });
 * assert.ok(smallest.cells.every(({ model }) => model === "promises"));
 * ```
 */
export async function plan(request: PlanRequest = {}): Promise<Plan> {
  const { catalog, examples } = await chooseCatalog(request.examples ?? []);
  return planOf(catalog, { ...request, examples }, await chooseRuntimes(request.runtimes ?? []));
}

/** The plan of a request in a catalog, with runtimes that were found. */
export async function planOf(
  loaded: Catalog,
  {
    suite,
    profile = "quick",
    examples = [],
    inputs = [],
    models = [],
    set = [],
    runtimes: _,
    once,
    cutOffMs,
    ...rest
  }: PlanRequest,
  runtimes: readonly FoundRuntime[],
  against?: Against,
): Promise<Plan> {
  if (isOwn(loaded) && suite !== undefined) {
    throw new Usage(`Cannot take the suite ${suite} beside files: it names examples of this project`);
  }
  const usual: Suite = {
    ...(isOwn(loaded)
      ? suiteOf(loaded)
      : (suites[known("suite", suite ?? "main", Object.keys(suites))] as Suite)),
    ...(once === undefined ? {} : { once }),
    ...(cutOffMs === undefined ? {} : { cutOffMs }),
  };
  const named = knownAll("example", examples, Object.keys(loaded.specs), []);
  const settings = set.length === 0 ? undefined : readSettings(set);
  const from = split(inputs);
  const ofHead = settings && setInputs(loaded, named, from, settings);
  const catalog = ofHead?.catalog ?? loaded;
  if (ofHead !== undefined && isOwn(loaded)) {
    for (const [example, values] of ofHead.values) await loaded.own.learn(example, values);
  }
  const ofSuite = () =>
    from.length === 0 ? withExamples(usual, named, catalog) : onlyInputs(usual, named, from, catalog);
  const wanted: PlanOptions = {
    ...rest,
    suite: ofHead === undefined ? ofSuite() : { ...usual, cases: ofHead.cases },
    profile: known("profile", profile, Object.keys(profiles)) as ProfileName,
    runtimes,
    ...(against === undefined ? {} : { against: sameSettings(against, named, from, settings) }),
    ...(models.length === 0 ? {} : { models: knownAll("model", models, catalog.models) }),
    ...(named.length === 0 ? {} : { examples: named }),
  };
  const made = await asUsage(() => makePlan(catalog, wanted));
  if (!isOwn(catalog)) return made;
  const cases = made.cases.map((one) => {
    const units = catalog.own.unitsOf(one.example, one.value);
    const { title = one.example } = catalog.specs[one.example] ?? {};
    const longMs = once === true ? undefined : catalog.own.warmUpsMs[one.example];
    return {
      ...one,
      ...{ title, ...catalog.own.read[one.example] },
      ...(Object.keys(units).length === 0 ? {} : { units }),
      ...(longMs === undefined
        ? {}
        : { warmUpMs: Object.fromEntries(runtimes.map(({ id }) => [id, longMs])) }),
    };
  });
  const measured = Object.entries(catalog.own.files).filter(([id]) =>
    cases.some(({ example }) => example === id),
  );
  return { ...made, cases, files: Object.fromEntries(measured) };
}

/** The base with the same inputs; what it lacks is left out of the plan, which says why. */
function sameSettings(
  against: Against,
  examples: readonly string[],
  inputs: readonly string[],
  settings: Settings | undefined,
): Against {
  const there = examples.filter((one) => Object.hasOwn(against.catalog.specs, one));
  if (settings === undefined || there.length === 0) return against;
  return { ...against, catalog: setInputs(against.catalog, there, inputs, settings).catalog };
}

/** All that a catalog of files has: each input and each sweep of each file, with its own models. */
function suiteOf({ specs, own, models }: OwnCatalog): Suite {
  const ids = Object.keys(specs);
  return {
    id: ids.length === 1 ? (ids[0] as string) : "own",
    title: "Examples of one's own",
    models,
    cases: ids.flatMap((example): SuiteCase[] => {
      const mine = own.models[example] ?? [];
      return [
        ...Object.keys(specs[example]?.inputs ?? {}).map((input) => ({ example, input, models: mine })),
        ...Object.keys(specs[example]?.sweeps ?? {}).map((sweep) => ({ example, sweep, models: mine })),
      ];
    }),
  };
}

/** The suite, plus the `bench` inputs and sweeps of each named example that it lacks. */
function withExamples(suite: Suite, examples: readonly string[], { specs }: Catalog): Suite {
  const lacking = examples.filter((id) => suite.cases.every(({ example }) => example !== id));
  if (lacking.length === 0) return suite;
  const cases = lacking.flatMap((example): SuiteCase[] => [
    ...Object.keys(specs[example]?.inputs ?? {}).flatMap((input) =>
      input.startsWith("bench") ? [{ example, input }] : [],
    ),
    ...Object.keys(specs[example]?.sweeps ?? {}).map((sweep) => ({ example, sweep })),
  ]);
  return { ...suite, cases: [...suite.cases, ...cases] };
}

/** The suite with nothing but the given inputs of the named examples. */
function onlyInputs(
  suite: Suite,
  examples: readonly string[],
  inputs: readonly string[],
  { specs }: Catalog,
): Suite {
  if (examples.length === 0)
    throw new Usage("--input names inputs of examples: name an example too, such as fib --input bench");
  const inputsOf = (example: string) => Object.keys(specs[example]?.inputs ?? {});
  const wanted = knownAll("input", inputs, [...new Set(examples.flatMap(inputsOf))]);
  const cases = examples.flatMap((example): SuiteCase[] => {
    const mine = wanted.filter((input) => inputsOf(example).includes(input));
    // The suite's own case keeps its question; what is asked for by name is measured in a quick look too.
    const ofSuite = (input: string) =>
      suite.cases.find((one) => one.example === example && (one.input ?? "bench") === input && !one.sweep);
    if (mine.length > 0) return mine.map((input) => ({ ...ofSuite(input), example, input, quick: true }));
    throw new Usage(`${example} has no input ${wanted.join(" or ")}; it has ${inputsOf(example).join(", ")}`);
  });
  return { ...suite, cases };
}
