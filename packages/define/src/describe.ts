// What the lab needs to know of an example, as data; or what is wrong with it. Runs in the process that loads the file.
import type { Permissions } from "@byturns/spec";
import { whyNotJson } from "./carried.ts";
import { called, isRecord, isText, mustBeName, onlyFields, shown, Wrong } from "./checks.ts";
import { bareOf, type DescribedModels, modelsOf } from "./describe-models.ts";
import { type DescribedReading, primaryOf, readingsOf } from "./describe-readings.ts";
import type { ExampleDefinition } from "./example.ts";

/** One input with what is known of it before it is measured. */
export interface DescribedInput {
  readonly value: unknown;
  readonly idealMs?: number;
  /** By the unit's name, how many of it one call does. */
  readonly units: Readonly<Record<string, number>>;
}

/** One sweep; its inputs are made. */
export interface DescribedSweep {
  readonly unit: string;
  readonly points: readonly (DescribedInput & { readonly at: number })[];
}

/** An example as data. */
export interface Description {
  readonly name?: string;
  readonly title?: string;
  readonly question: string;
  readonly inputs: Readonly<Record<string, DescribedInput>>;
  readonly sweeps: Readonly<Record<string, DescribedSweep>>;
  readonly models: DescribedModels;
  /** The models that have bare work. */
  readonly bare: readonly string[];
  readonly readings: readonly DescribedReading[];
  /** The id of the figure that reports show first. */
  readonly primary?: string;
  readonly batch: number;
  readonly warmUpMs?: number;
  readonly permissions?: Permissions;
  readonly hasCheck: boolean;
  /** The other inputs that were asked about, in their order. */
  readonly others: readonly DescribedInput[];
}

/** What is wrong, as the end of a sentence that begins with the file; `at` stands in the line that shows it. */
export interface Problem {
  readonly problem: string;
  readonly at?: string;
}

/** The names of a definition's fields. */
const fields = [
  ...["name", "title", "question", "inputs", "models", "check", "sweeps", "units", "ideal", "batch"],
  ...["warmUpMs", "permissions", "unsupported", "readings", "primary", "bare"],
];
const permissionKinds = ["read", "write", "net", "run", "env", "sys", "why"];
const maxBatch = 100_000;
const longestWarmUpMs = 60_000;

/**
 * Describes a definition.
 *
 * @param others further inputs to describe, which the file does not name.
 * @returns the description, or the first thing that is wrong with it.
 */
export function describe(definition: unknown, others: readonly unknown[] = []): Description | Problem {
  return problemFrom(() => described(definition, others));
}

/** What `work` returns, or the problem that it throws as `Wrong`. */
export function problemFrom<A>(work: () => A): A | Problem {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { problem: error.message, ...(error.at === undefined ? {} : { at: error.at }) };
  }
}

function described(given: unknown, others: readonly unknown[]): Description {
  if (!isRecord(given)) throw new Wrong(`defineExample takes an object, not ${shown(given)}`);
  onlyFields(given, fields, "an example");
  const definition = given as unknown as ExampleDefinition<unknown>;
  const { name, title, question, batch = 1, warmUpMs } = definition;
  if (name !== undefined) mustBeName("itself", name, "name");
  if (title !== undefined && !isText(title))
    throw new Wrong(`its title must be a text, not ${shown(title)}`, "title");
  if (!isText(question)) {
    throw new Wrong(
      question === undefined
        ? 'it has no question: write what a reader learns, such as question: "What does an order cost?"'
        : `its question must be a text of printable characters, not ${shown(question)}`,
      "question",
    );
  }
  if (!Number.isInteger(batch) || batch < 1 || batch > maxBatch) {
    throw new Wrong(`its batch must be an integer from 1 to ${maxBatch}, not ${shown(batch)}`, "batch");
  }
  if (warmUpMs !== undefined && !(warmUpMs >= 0 && warmUpMs <= longestWarmUpMs)) {
    const wanted = `a number of milliseconds from 0 to ${longestWarmUpMs}`;
    throw new Wrong(`its warmUpMs must be ${wanted}, not ${shown(warmUpMs)}`, "warmUpMs");
  }
  for (const one of ["check", "ideal"] as const) {
    const value = given[one];
    if (value !== undefined && typeof value !== "function") {
      throw new Wrong(`its ${one} must be a function, not ${shown(value)}`, one);
    }
  }
  const permissions = permissionsOf(given.permissions);
  const units = unitsOf(given.units);
  const readings = readingsOf(given.readings, units);
  const primary = primaryOf(given.primary, units, readings);
  return {
    ...(name === undefined ? {} : { name }),
    ...(title === undefined ? {} : { title }),
    question,
    inputs: inputsOf(definition),
    sweeps: sweepsOf(definition),
    models: modelsOf(given),
    bare: bareOf(given),
    readings,
    ...(primary === undefined ? {} : { primary }),
    batch,
    ...(warmUpMs === undefined ? {} : { warmUpMs }),
    ...(permissions === undefined ? {} : { permissions }),
    hasCheck: definition.check !== undefined,
    others: others.map((value) => describedInput(definition, value, "an input of --set", "inputs")),
  };
}

/** @throws Wrong when something is no function that counts. */
function unitsOf(given: unknown): readonly string[] {
  if (given === undefined) return [];
  if (!isRecord(given))
    throw new Wrong(`its units must be an object of functions, not ${shown(given)}`, "units");
  for (const [name, of] of Object.entries(given)) {
    mustBeName("a unit", name, name);
    if (typeof of === "function") continue;
    const wanted = "(input) => input.orders";
    throw new Wrong(`its unit ${name} is ${shown(of)}: expected a function, such as ${wanted}`, name);
  }
  return Object.keys(given);
}

function inputsOf(definition: ExampleDefinition<unknown>): Description["inputs"] {
  const { inputs } = definition;
  if (!isRecord(inputs) || Object.keys(inputs).length === 0) {
    const what = inputs === undefined ? "it has no inputs" : `its inputs are ${shown(inputs)}`;
    throw new Wrong(`${what}: name at least one, such as inputs: { small: { orders: 10 } }`, "inputs");
  }
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => {
      mustBeName("an input", name, name);
      return [name, describedInput(definition, value, `the input ${name}`, name)];
    }),
  );
}

function describedInput(
  { units = {}, ideal }: ExampleDefinition<unknown>,
  value: unknown,
  what: string,
  at: string,
): DescribedInput {
  const why = value === undefined ? `${what} is undefined` : whyNotJson(value, what);
  if (why !== undefined) throw new Wrong(`${why}, and inputs must be plain JSON`, at);
  const counts = Object.entries(units).map(([unit, of]) => {
    const count = called(`the unit ${unit}`, unit, () => of(value));
    if (typeof count === "number" && count > 0 && Number.isFinite(count)) return [unit, count];
    throw new Wrong(`its unit ${unit} counts ${shown(count)} in ${what}: it must return a number > 0`, unit);
  });
  const idealMs = ideal === undefined ? undefined : called("ideal", "ideal", () => ideal(value));
  if (idealMs !== undefined && !(typeof idealMs === "number" && idealMs >= 0 && Number.isFinite(idealMs))) {
    throw new Wrong(`its ideal is ${shown(idealMs)} for ${what}: it must return milliseconds >= 0`, "ideal");
  }
  return { value, units: Object.fromEntries(counts), ...(idealMs === undefined ? {} : { idealMs }) };
}

function sweepsOf(definition: ExampleDefinition<unknown>): Description["sweeps"] {
  const { sweeps = {}, inputs } = definition;
  if (!isRecord(sweeps)) throw new Wrong(`its sweeps must be an object, not ${shown(sweeps)}`, "sweeps");
  const first = Object.values(inputs)[0];
  return Object.fromEntries(
    Object.entries(sweeps).map(([name, given]) => {
      mustBeName("a sweep", name, name);
      const {
        values,
        unit = name,
        at,
      } = Array.isArray(given) ? { values: given } : (given as Exclude<typeof given, readonly number[]>);
      if (!Array.isArray(values) || values.length === 0 || !values.every(Number.isFinite)) {
        throw new Wrong(`its sweep ${name} must have a list of numbers, not ${shown(values)}`, name);
      }
      if (at === undefined && !(isRecord(first) && name in first)) {
        throw new Wrong(
          `its sweep ${name} is no field of the first input: name it after one, or give at(value)`,
          name,
        );
      }
      const made = (value: number) =>
        at === undefined
          ? { ...(first as object), [name]: value }
          : called(`the sweep ${name}`, name, () => at(value));
      const points = values.map((value) => ({
        at: value,
        ...describedInput(definition, made(value), `the input for ${name}=${value}`, name),
      }));
      return [name, { unit, points }];
    }),
  );
}

function permissionsOf(given: unknown): Permissions | undefined {
  if (given === undefined) return undefined;
  if (!isRecord(given))
    throw new Wrong(`its permissions must be an object, not ${shown(given)}`, "permissions");
  onlyFields(given, permissionKinds, "permissions");
  for (const [kind, value] of Object.entries(given)) {
    if (kind === "why" ? isText(value) : Array.isArray(value) && value.every(isText)) continue;
    const wanted = kind === "why" ? "a text" : `a list of texts, such as ${kind}: ["*"]`;
    throw new Wrong(`${kind} of its permissions must be ${wanted}, not ${shown(value)}`, "permissions");
  }
  return given as Permissions;
}
