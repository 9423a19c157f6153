// Makes a plan: cells, an A/A pair for each runtime, and the order of every round, all from one seed.
import { createHash, randomInt } from "node:crypto";
import {
  type Case,
  type Cell,
  cellId,
  decoder,
  type Plan,
  type Profile,
  type ProfileName,
  type Round,
  schemaVersion,
} from "@byturns/record";
import type { AnySpec, Ideal } from "@byturns/spec";
import { coresSweep } from "@byturns/statistics/curves/speed-up";
import type { PlannedSuite, PlanOptions, SuiteCase } from "../api.ts";
import type { Catalog } from "../catalog.ts";
import { pathWithin } from "../path-within.ts";
import { defaultThreads, threadsAcross, usableCores } from "./cores.ts";
import { longestWarmUpMs, looking, profileOf, profiles } from "./profiles.ts";
import { inBothRevisions, recordedAgainst } from "./revisions.ts";
import { sequenceOf } from "./sequence-of.ts";
import { type Draw, drawFrom } from "./shuffle.ts";

/** The maximum number of forks of a cell, whatever the budget. */
export const maxForks = 200;

/**
 * Makes the plan of a run; starts and writes nothing.
 *
 * @throws RangeError when an option is out of bounds or names something unknown; the message lists what exists.
 * @throws TypeError when an input of a suite does not fit its example's schema.
 * @example
 * ```ts
 * const { found } = await findRuntimes(catalog);
 * const plan = makePlan(catalog, { suite: suites.main, runtimes: found, profile: "quick", seed: 7 });
 * ```
 */
export function makePlan(catalog: Catalog, options: PlanOptions): Plan {
  const { suite, runtimes, shard, budgetMs } = options;
  const models = options.models ?? suite.models ?? catalog.usualModels ?? catalog.models;
  const threads = integer("threads", options.threads ?? defaultThreads(), 1, 1_024);
  const timeLimitMs = within("timeLimitMs", options.timeLimitMs ?? suite.cutOffMs ?? 60_000, 1, 86_400_000);
  const profile = profileFor(options);
  const quick = isQuick(options.profile);
  const seed = seedFor(options);
  for (const model of models) oneOf("model", model, catalog.models);
  if (runtimes.length === 0) throw new RangeError("Cannot make a plan without a runtime");
  const draw = drawFrom(seed);

  const chosen = suite.cases.filter((one) => options.examples?.includes(one.example) ?? true);
  const examples = [...new Set(suite.cases.map((one) => one.example))];
  for (const example of options.examples ?? []) oneOf(`example of the suite ${suite.id}`, example, examples);
  const askedOf = (one: SuiteCase) => models.filter((model) => one.models?.includes(model) ?? true);
  const asking = chosen.filter((one) => askedOf(one).length > 0 && (one.quick !== false || !quick));
  const groups = asking.map((one) =>
    casesOf(catalog, one, threads, quick).map((made) => ({
      ...made,
      ...warmUpsOf(suite, made, options.profile),
    })),
  );
  const askedModels = new Map(
    groups.flatMap((group, i) => group.map((one) => [one, askedOf(asking[i] as SuiteCase)])),
  );
  const cases = takeShard(groups, shard).flat();
  if (cases.length === 0)
    throw new RangeError(`Cannot make a plan of nothing: the suite ${suite.id} has ${groups.length} cases`);
  const { against } = options;
  const ids = new Map(runtimes.map(({ key, id }) => [key, id]));
  const cellsOf = (cases: readonly Case[]) => {
    const headCells = cases.flatMap((one) =>
      (askedModels.get(one) ?? models).flatMap((model) =>
        runtimes.map(({ key, id }): Cell => {
          const { example, input } = one;
          const cell = { example, input, model, runtime: key };
          const unsupported = catalog.unsupported(model, example, id);
          return { id: cellId(cell), ...cell, ...(unsupported === undefined ? {} : { unsupported }) };
        }),
      ),
    );
    return against === undefined
      ? { cells: headCells, leftOut: [] }
      : inBothRevisions(headCells, cases, catalog, against, (key) => ids.get(key) as string);
  };
  const two = cellsOf(cases);
  if (against !== undefined && two.cells.every(({ revision }) => revision === undefined)) {
    const why = two.leftOut.map(({ what, why }) => `${what}: ${why}`).join("; ");
    throw new RangeError(`Cannot compare with ${against.name}: no cell can be measured in both. ${why}`);
  }
  const cells = [...two.cells, ...duplicates(two.cells, draw)];

  const named = {
    suite: suite.id,
    profile,
    seed,
    threads,
    timeLimitMs,
    models,
    ...(against === undefined ? {} : { against: recordedAgainst(catalog, against, two.leftOut) }),
    runtimes: runtimes.map(({ key, id, title, version, path, flags, environment }) => ({
      key,
      id,
      title,
      version,
      path: pathWithin(catalog.root, path),
      ...(flags === undefined ? {} : { flags }),
      ...(environment === undefined ? {} : { environment }),
    })),
  };
  const sequence = sequenceOf(cells, profile, options, cellsOf(groups.flat()).cells);
  const { looks, band, stopsAtClose } = sequence;
  const asks = { looks, band, stopsAtClose, allPairs: options.allPairs ?? false };
  // A variation is known by how it is started, a plain runtime by its version, wherever it is installed.
  const startedAs = runtimes.map(({ key, version, flags, environment }) =>
    flags === undefined && environment === undefined ? key : { key, version, flags, environment },
  );
  const planned = { ...named, runtimes: startedAs, cases: groups, budgetMs, ...asks };
  return {
    schema: schemaVersion,
    id: createHash("sha256").update(JSON.stringify(planned)).digest("hex").slice(0, 12),
    madeAt: new Date().toISOString(),
    ...named,
    cases,
    cells,
    rounds: roundsOf(cells, { ...profile, forks: looks[0] as number }, draw),
    sequence,
    ...(budgetMs === undefined
      ? {}
      : { budget: { ms: within("budgetMs", budgetMs, 1, 604_800_000), fixed: false } }),
    ...(shard === undefined ? {} : { shard }),
    ...(suite.cutOffMs === undefined ? {} : { cutOff: { fixed: false } }),
  };
}

/** The order of every round: first those of `time` forks, then those of `resource` forks. */
export function roundsOf(cells: readonly Cell[], profile: Profile, draw: Draw): Round[] {
  const run = cells.flatMap(({ unsupported }, i) => (unsupported === undefined ? [i] : []));
  // Duplicates test the times; a second reading of the resources would add no evidence.
  const watched = run.filter((i) => cells[i]?.duplicateOf === undefined);
  return [
    ...Array.from({ length: profile.forks }, (): Round => ({ kind: "time", order: draw.shuffle(run) })),
    ...Array.from(
      { length: profile.resourceForks },
      (): Round => ({ kind: "resource", order: draw.shuffle(watched) }),
    ),
  ];
}

/** One cell of each runtime, drawn at random, under a second name; of two revisions, one of the head's. */
function duplicates(cells: readonly Cell[], draw: Draw): Cell[] {
  const run = cells.filter(({ unsupported, revision }) => unsupported === undefined && revision !== "base");
  return Array.from(new Set(run.map(({ runtime }) => runtime)), (key) => {
    const mine = run.filter(({ runtime }) => runtime === key);
    const cell = mine[draw.below(mine.length)] as Cell;
    return { ...cell, id: cellId(cell, true), duplicateOf: cell.id };
  });
}

function casesOf(catalog: Catalog, one: SuiteCase, threads: number, quick: boolean): Case[] {
  const spec = catalog.specs[oneOf("example", one.example, Object.keys(catalog.specs))] as AnySpec;
  const { example, question = spec.question } = one;
  const make = (input: string, value: unknown): Case => {
    const decoded = decoder(spec.input)(value);
    if ("why" in decoded)
      throw new TypeError(`The input ${input} of ${example} does not fit its schema: ${decoded.why}`);
    const { ms, why } = spec.ideal(decoded.value, threads);
    return {
      example,
      input,
      question,
      value,
      batch: spec.batch,
      ideal: { why, ...(ms === undefined ? {} : { ms }) },
    };
  };
  if (one.sweep === undefined) {
    const input = oneOf(`input of ${example}`, one.input ?? "bench", Object.keys(spec.inputs));
    const made = make(input, spec.inputs[input]);
    if (one.cores !== true) return [made];
    return acrossCores(made, (given) => spec.ideal(made.value, given), quick);
  }
  const name = oneOf(`sweep of ${example}`, one.sweep, Object.keys(spec.sweeps ?? {}));
  const { parameter, unit, values, at } = (spec.sweeps as NonNullable<AnySpec["sweeps"]>)[
    name
  ] as NonNullable<AnySpec["sweeps"]>[string];
  return pointsOf(one.values ?? values, quick && one.everyValue !== true).map((value) => ({
    ...make(`${name}=${value}`, at(value)),
    sweep: { name, parameter, unit, value },
  }));
}

/** A suite's known warm-up of a case, as far as the profile allows the time: the code takes as long in every suite. */
function warmUpsOf(
  { warmUpMs = {}, once }: PlannedSuite,
  { example, input, base = input }: Case,
  profile: ProfileName = "quick",
): Pick<Case, "warmUpMs"> {
  const needed = warmUpMs[`${example}/${base}`];
  if (needed === undefined || once === true) return {};
  const most = longestWarmUpMs[profile];
  return {
    warmUpMs: Object.fromEntries(
      Object.entries(needed).map(([runtime, ms]) => [runtime, Math.min(ms, most)]),
    ),
  };
}

/** A quick look takes three points of a sweep, the fewest that make a curve. */
function pointsOf(values: readonly number[], quick: boolean): readonly number[] {
  return (quick ? values.slice(0, 3) : values).toSorted((a, b) => a - b);
}

/** One input with P from 1 to twice the cores: values beyond the cores show where the machine saturates. */
function acrossCores(made: Case, idealWith: (threads: number) => Ideal, quick: boolean): Case[] {
  return pointsOf(threadsAcross(usableCores()), quick).map((threads) => {
    const { ms, why } = idealWith(threads);
    const sweep = { name: coresSweep, parameter: "P", unit: "threads", value: threads };
    const ideal = { why, ...(ms === undefined ? {} : { ms }) };
    return { ...made, input: `${coresSweep}=${threads}`, base: made.input, ideal, threads, sweep };
  });
}

/** Whole groups only, so that everything that is compared is interleaved on one machine. */
function takeShard(groups: readonly Case[][], shard: PlanOptions["shard"]): readonly Case[][] {
  if (shard === undefined) return groups;
  const { index, of } = shard;
  integer("the number of shards", of, 1, 10_000);
  if (!Number.isInteger(index) || index < 1 || index > of) {
    throw new RangeError(`Cannot take shard ${index}/${of}: it must be between 1/${of} and ${of}/${of}`);
  }
  const mine = groups.filter((_, i) => i % of === index - 1);
  if (mine.length > 0) return mine;
  throw new RangeError(
    `Cannot take shard ${index}/${of}: the suite has only ${groups.length} groups to share out`,
  );
}

function profileFor({ profile = "quick", forks, resourceForks, suite }: PlanOptions): Profile {
  const base = profiles[oneOf("profile", profile, Object.keys(profiles)) as keyof typeof profiles];
  // A quick look at curves makes no more forks than verdicts need.
  const ofSuite = suite.forks && Math.min(suite.forks, isQuick(profile) ? looking.quick.first : suite.forks);
  const usual = Math.min(ofSuite ?? base.forks, base.forks);
  const planned = integer("forks", forks ?? usual, 1, maxForks);
  const share = within("share", suite.share ?? 1, 0.01, 10);
  return {
    // With fewer forks than the profile's, the run may not use the profile's name.
    name: planned < usual ? profileOf(planned) : base.name,
    forks: planned,
    resourceForks: integer(
      "resourceForks",
      resourceForks ?? suite.resourceForks ?? base.resourceForks,
      0,
      maxForks,
    ),
    warmUpMs: suite.once ? 0 : base.warmUpMs * share,
    measureMs: suite.once ? 0 : base.measureMs * share,
  };
}

/** Whether a profile is for a first answer within minutes, however many forks a suite sets. */
function isQuick(profile: ProfileName = "quick"): boolean {
  return profiles[profile].forks <= profiles.quick.forks;
}

function seedFor({ seed, shard }: PlanOptions): number {
  if (seed === undefined && shard !== undefined) {
    throw new RangeError(
      `Cannot take shard ${shard.index}/${shard.of} of a random plan: give every shard the same seed`,
    );
  }
  return integer("seed", seed ?? randomInt(2 ** 32), 0, 2 ** 32 - 1);
}

function oneOf(what: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  throw new RangeError(`There is no ${what} "${name}"; there are ${names.join(", ")}`);
}

function integer(what: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value)) return within(what, value, least, most);
  throw new RangeError(
    `Cannot plan with ${what} of ${value}: it must be an integer from ${least} to ${most}`,
  );
}

function within(what: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new RangeError(`Cannot plan with ${what} of ${value}: it must be from ${least} to ${most}`);
}
