// What the lab needs to know of an example, as data; or what is wrong with it. Runs in the process that loads the file.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { whyNotJson } from "./carried.ts";
import type { ExampleDefinition, Model, OwnPermissions, UnsupportedModel } from "./example.ts";

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
  /** By name: why it cannot run, if so. */
  readonly models: Readonly<Record<string, { readonly unsupported?: UnsupportedModel }>>;
  readonly batch: number;
  readonly permissions?: OwnPermissions;
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
  ...["permissions", "unsupported"],
];
const modelFields = ["worker", "open", "run", "close", "unsupported"];
const permissionKinds = ["read", "write", "net", "run", "env", "sys", "why"];
const usualRuntimes = ["node", "deno", "bun"];
const maxBatch = 100_000;
/** What names may hold: they become parts of a cell's name and arguments on the command line. */
const namePattern = /^[^\p{C}/,=\s]([^\p{C}/,=]{0,62}[^\p{C}/,=\s])?$/u;

/** Thrown inside of this file only. */
class Wrong extends Error {
  readonly at: string | undefined;
  constructor(problem: string, at?: string) {
    super(problem);
    this.at = at;
  }
}

/**
 * Describes a definition.
 *
 * @param others further inputs to describe, which the file does not name.
 * @returns the description, or the first thing that is wrong with it.
 */
export function describe(definition: unknown, others: readonly unknown[] = []): Description | Problem {
  try {
    return described(definition, others);
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { problem: error.message, ...(error.at === undefined ? {} : { at: error.at }) };
  }
}

function described(given: unknown, others: readonly unknown[]): Description {
  if (!isRecord(given)) throw new Wrong(`defineExample takes an object, not ${shown(given)}`);
  onlyFields(given, fields, "an example");
  const definition = given as unknown as ExampleDefinition<unknown>;
  const { name, title, question, batch = 1 } = definition;
  if (name !== undefined) mustBeName("name", name, "name");
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
  for (const one of ["check", "ideal"] as const) {
    const value = given[one];
    if (value !== undefined && typeof value !== "function") {
      throw new Wrong(`its ${one} must be a function, not ${shown(value)}`, one);
    }
  }
  const permissions = permissionsOf(given.permissions);
  return {
    ...(name === undefined ? {} : { name }),
    ...(title === undefined ? {} : { title }),
    question,
    inputs: inputsOf(definition),
    sweeps: sweepsOf(definition),
    models: modelsOf(given),
    batch,
    ...(permissions === undefined ? {} : { permissions }),
    hasCheck: definition.check !== undefined,
    others: others.map((value) => describedInput(definition, value, "an input of --set", "inputs")),
  };
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
  if (!isRecord(definition.units ?? {})) throw new Wrong("its units must be an object of functions", "units");
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

function modelsOf(given: Readonly<Record<string, unknown>>): Description["models"] {
  const { models, unsupported = {} } = given;
  if (!isRecord(models) || Object.keys(models).length === 0) {
    const what = models === undefined ? "it has no models" : `its models are ${shown(models)}`;
    throw new Wrong(
      `${what}: name at least one function, such as models: { promises: (input) => … }`,
      "models",
    );
  }
  if (!isRecord(unsupported))
    throw new Wrong("its unsupported must be an object: model → reason", "unsupported");
  const names = Object.keys(models);
  const unknown = Object.keys(unsupported).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Wrong(
      `its unsupported names "${unknown}", and there are the models ${names.join(", ")}`,
      "unsupported",
    );
  }
  return Object.fromEntries(
    Object.entries(models).map(([name, model]) => {
      mustBeName("a model", name, name);
      mustBeModel(name, model);
      const why =
        (typeof model === "object"
          ? (model as Model<unknown> & { unsupported?: unknown }).unsupported
          : undefined) ?? unsupported[name];
      return [name, why === undefined ? {} : { unsupported: reasonsOf(name, why) }];
    }),
  );
}

function mustBeModel(name: string, model: unknown): void {
  if (typeof model === "function") return;
  if (!isRecord(model)) {
    throw new Wrong(`its model ${name} is ${shown(model)}: expected a function, or an object with run`, name);
  }
  onlyFields(model, modelFields, `the model ${name}`);
  if (typeof model.run !== "function") {
    throw new Wrong(`its model ${name} has no function run: write run(input, context) { … }`, name);
  }
  for (const one of ["open", "close"]) {
    if (model[one] !== undefined && typeof model[one] !== "function") {
      throw new Wrong(`${one} of its model ${name} must be a function, not ${shown(model[one])}`, name);
    }
  }
  const { worker } = model;
  if (worker === undefined) return;
  if (model.open !== undefined || model.close !== undefined) {
    throw new Wrong(
      `its model ${name} has a worker beside open and close: the pool of its threads is opened and closed by itself`,
      name,
    );
  }
  if (!(worker instanceof URL) || worker.protocol !== "file:") {
    const wanted = 'expected new URL("./mine.worker.ts", import.meta.url)';
    throw new Wrong(`the worker of its model ${name} is ${shown(worker)}: ${wanted}`, "worker");
  }
  if (!existsSync(worker)) {
    throw new Wrong(`the worker of its model ${name} is not there: ${fileURLToPath(worker)}`, "worker");
  }
}

function reasonsOf(name: string, why: unknown): UnsupportedModel {
  if (isText(why)) return why;
  if (isRecord(why) && Object.values(why).every(isText)) {
    const other = Object.keys(why).find((runtime) => !usualRuntimes.includes(runtime));
    if (other === undefined) return why as UnsupportedModel;
    throw new Wrong(
      `unsupported of its model ${name} names "${other}": expected ${usualRuntimes.join(", ")}`,
      name,
    );
  }
  throw new Wrong(
    `unsupported of its model ${name} must be a reason, or reasons by runtime: { deno: "…" }`,
    name,
  );
}

function permissionsOf(given: unknown): OwnPermissions | undefined {
  if (given === undefined) return undefined;
  if (!isRecord(given))
    throw new Wrong(`its permissions must be an object, not ${shown(given)}`, "permissions");
  onlyFields(given, permissionKinds, "permissions");
  for (const [kind, value] of Object.entries(given)) {
    if (kind === "why" ? isText(value) : Array.isArray(value) && value.every(isText)) continue;
    const wanted = kind === "why" ? "a text" : `a list of texts, such as ${kind}: ["*"]`;
    throw new Wrong(`${kind} of its permissions must be ${wanted}, not ${shown(value)}`, "permissions");
  }
  return given as OwnPermissions;
}

function onlyFields(given: object, known: readonly string[], what: string): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  const hint = near === undefined ? `there are ${known.join(", ")}` : `did you mean ${near}?`;
  throw new Wrong(`${what} has no field "${unknown}": ${hint}`, unknown);
}

function mustBeName(what: string, name: unknown, at: string): void {
  if (typeof name === "string" && namePattern.test(name)) return;
  throw new Wrong(
    `it names ${what} ${shown(name)}: a name has 1 to 64 printable characters, and none of / , =`,
    at,
  );
}

function called<A>(what: string, at: string, work: () => A): A {
  try {
    return work();
  } catch (error) {
    throw new Wrong(
      `${what} throws ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
      at,
    );
  }
}

/** The known name with the fewest edits; undefined if none is near. */
function nearest(given: string, known: readonly string[]): string | undefined {
  const most = Math.max(2, Math.floor(given.length / 3));
  const far = known.map((name) => ({ name, edits: edits(given.toLowerCase(), name.toLowerCase()) }));
  return far.filter((one) => one.edits <= most).toSorted((a, b) => a.edits - b.edits)[0]?.name;
}

/** Levenshtein's distance: this file is loaded by no more than Node itself. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

const isText = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "" && !/\p{Cc}/u.test(value);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value in an error, short. */
function shown(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint" || typeof value === "symbol") return String(value);
  try {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
  } catch {
    return "an object";
  }
}
