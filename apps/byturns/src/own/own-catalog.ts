// The catalog of one's own examples: each file becomes a spec, and its models those of the catalog.
import { relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { DescribedInput } from "@byturns/define/describe";
import type { Catalog, Runtime } from "@byturns/lab";
import type { Fault } from "@byturns/order";
import type { Case } from "@byturns/record";
import type { AnySpec } from "@byturns/spec";
import { root as hostRoot, where } from "../catalog.ts";
import { Usage } from "../text/errors.ts";
import { firstDifference } from "./difference.ts";
import { fault } from "./fault.ts";
import { loadFile, type OwnFile } from "./load-file.ts";
import { projectRootOf } from "./paths.ts";
import { schemaOf } from "./schema-of.ts";

/** What one model returned for an input, as the others must. */
interface Expected {
  readonly model: string;
  readonly output: unknown;
}

/** A catalog of files. */
export interface OwnCatalog extends Catalog {
  readonly own: {
    /** By example, relative to the root. */
    readonly files: Readonly<Record<string, string>>;
    /** By example. */
    readonly models: Readonly<Record<string, readonly string[]>>;
    /** By example, in milliseconds; none where the profile's is taken. */
    readonly warmUpsMs: Readonly<Record<string, number | undefined>>;
    /** By example: how many of each unit one call does with an input; none of an input that the file does not name. */
    unitsOf(example: string, input: unknown): Readonly<Record<string, number>>;
    /**
     * Asks a file about inputs that it does not name, for `unitsOf` and the ideal.
     *
     * @throws Usage when a function of the file fails for one of them.
     */
    learn(example: string, inputs: readonly unknown[]): Promise<void>;
    /** By example: the readings of its outputs, and the figure that reports show first, as a plan keeps both. */
    readonly read: Readonly<Record<string, Pick<Case, "readings" | "primary">>>;
    /** By example: the models that have bare work. */
    readonly bare: Readonly<Record<string, readonly string[]>>;
    /** Examples with a check of their own. */
    readonly checked: ReadonlySet<string>;
    /** The others, if they have several models: these must return the same. */
    readonly compared: ReadonlySet<string>;
    /** By example and input as JSON. Filled in before the models are measured. */
    readonly expected: Map<string, Expected>;
  };
}

/** Whether a catalog is one of files. */
export function isOwn(catalog: Catalog): catalog is OwnCatalog {
  return "own" in catalog;
}

/** The key of an example's input in `expected`. */
export const expectedKey = (example: string, input: unknown) => JSON.stringify([example, input]);

/**
 * Loads files, each in a process of its own.
 *
 * @param files absolute paths.
 * @param root the root of their project. Default: that of the first file.
 * @returns the catalog of those that could be loaded, and why the others could not.
 */
export async function makeOwnCatalog(
  files: readonly string[],
  root = projectRootOf(files[0] ?? process.cwd()),
): Promise<{ readonly catalog: OwnCatalog; readonly faults: readonly Fault[] }> {
  const loaded = await inTurns(files, (file) => loadFile(file));
  const faults: Fault[] = [];
  const found = new Map<string, OwnFile>();
  for (const one of loaded) {
    const before = "says" in one ? undefined : found.get(one.id);
    if ("says" in one) faults.push(one);
    else if (before === undefined) found.set(one.id, one);
    else {
      const says = `its example is called "${one.id}", as that of ${before.file} is: give one of them another name: "…"`;
      faults.push(fault(one.file, says));
    }
  }
  return { catalog: catalogOf([...found.values()], root), faults };
}

/** Files are loaded two at a time: each starts a process. */
async function inTurns<A, B>(all: readonly A[], work: (one: A) => Promise<B>): Promise<B[]> {
  const results: B[] = [];
  const entries = all.entries();
  const next = async () => {
    for (const [i, one] of entries) results[i] = await work(one);
  };
  await Promise.all([next(), next()]);
  return results;
}

function catalogOf(files: readonly OwnFile[], root: string): OwnCatalog {
  const expected = new Map<string, Expected>();
  const byId = new Map(files.map((one) => [one.id, one]));
  const learnt: Learnt = new Map();
  const models = Object.fromEntries(
    files.map(({ id, description }) => [id, Object.keys(description.models)] as const),
  );
  return {
    ...where,
    root,
    loads: { files: files.map(({ file }) => file), hostRoot },
    runtimes: where.runtimes.map(startingOwn),
    specs: Object.fromEntries(files.map((one) => [one.id, specOf(one, root, expected, learnt)])),
    models: [...new Set(Object.values(models).flat())],
    unsupported(model, example, runtime) {
      const one = byId.get(example)?.description.models[model];
      if (one === undefined) return `${example} has no such model`;
      const { unsupported } = one;
      return typeof unsupported === "string" ? unsupported : unsupported?.[runtime];
    },
    own: {
      files: Object.fromEntries(files.map(({ id, file }) => [id, relative(root, file).replaceAll(sep, "/")])),
      models,
      warmUpsMs: Object.fromEntries(files.map(({ id, description }) => [id, description.warmUpMs])),
      read: Object.fromEntries(
        files.map(({ id, description: { readings, primary } }) => [
          id,
          {
            ...(readings.length === 0 ? {} : { readings }),
            ...(primary === undefined ? {} : { primary }),
          },
        ]),
      ),
      bare: Object.fromEntries(files.map(({ id, description }) => [id, description.bare])),
      unitsOf: (example, input) => knownInput(byId.get(example), input, learnt)?.units ?? {},
      async learn(example, inputs) {
        const one = byId.get(example);
        if (one === undefined) return;
        const found = await loadFile(one.file, { others: inputs });
        if ("says" in found) throw new Usage(found.says);
        learnt.set(example, [...(learnt.get(example) ?? []), ...found.description.others]);
      },
      checked: new Set(files.flatMap(({ id, description }) => (description.hasCheck ? [id] : []))),
      compared: new Set(
        files.flatMap(({ id, description }) =>
          description.hasCheck || Object.keys(description.models).length < 2 ? [] : [id],
        ),
      ),
      expected,
    },
  };
}

/** What files answered about inputs that they do not name, by example. */
type Learnt = Map<string, readonly DescribedInput[]>;

/** What a file says of an input that it names, or was asked about. */
function knownInput(file: OwnFile | undefined, input: unknown, learnt: Learnt): DescribedInput | undefined {
  if (file === undefined) return undefined;
  const { inputs, sweeps } = file.description;
  const ofSweeps = Object.values(sweeps).flatMap(({ points }) => points);
  const all = [...Object.values(inputs), ...ofSweeps, ...(learnt.get(file.id) ?? [])];
  const text = JSON.stringify(input);
  return all.find(({ value }) => JSON.stringify(value) === text);
}

function specOf(
  own: OwnFile,
  root: string,
  expected: ReadonlyMap<string, Expected>,
  learnt: Learnt,
): AnySpec {
  const { id, file, description } = own;
  const { title = id, question, inputs, sweeps, batch, permissions } = description;
  const values = Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value]));
  const [first] = Object.values(values);
  return {
    id,
    module: pathToFileURL(file).href,
    title,
    question,
    origin: relative(root, file),
    input: schemaOf([
      ...Object.values(values),
      ...Object.values(sweeps).flatMap(({ points }) => points.map(({ value }) => value)),
    ]),
    output: schemaOf([]),
    inputs: values as AnySpec["inputs"],
    sweeps: Object.fromEntries(
      Object.entries(sweeps).map(([name, { unit, points }]) => [
        name,
        {
          parameter: name,
          unit,
          values: points.map(({ at }) => at),
          at: (value: number) =>
            points.find(({ at }) => at === value)?.value ?? { ...(first as object), [name]: value },
        },
      ]),
    ),
    ...(permissions === undefined ? {} : { permissions }),
    batch,
    primary: "wallMs",
    check(input, output) {
      const one = expected.get(expectedKey(id, input));
      const difference = one && firstDifference(output, one.output);
      if (one === undefined || difference === undefined) return [];
      const { at, found, expected: other } = difference;
      return [
        `${at} is ${found}, and the model ${one.model} returns ${other}: models must return the same, or the file needs a check`,
      ];
    },
    ideal(input) {
      const ms = knownInput(own, input, learnt)?.idealMs;
      return { ms, why: ms === undefined ? "no ideal is given" : "as the file gives it" };
    },
    metrics: [],
  };
}

/** The runtime with the entry that loads files. Its own sources and its cache are where the command is. */
function startingOwn(runtime: Runtime): Runtime {
  return {
    ...runtime,
    entry: new URL("./own.ts", runtime.entry),
    flags: ({ permissions, root }) => {
      const read = [...(permissions.read ?? []), hostRoot];
      return runtime.flags({ root, permissions: { ...permissions, read } });
    },
    environment: () => runtime.environment({ permissions: {}, root: hostRoot }),
  };
}

/** The catalog of a plan's files below a root. */
export function filesBelow(root: string, files: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(files).map((file) => resolve(root, file));
}
