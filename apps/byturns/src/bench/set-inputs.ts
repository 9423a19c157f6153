// `byturns bench --set`: inputs with values of one's own, and a sweep over one field.
import type { Catalog, SuiteCase } from "@byturns/lab";
import type { AnySpec } from "@byturns/spec";
import { isOwn } from "../own/own-catalog.ts";
import { chooseInput } from "../run/settings.ts";
import { Usage } from "../text/errors.ts";

/** Values for an input: single ones, and at most one field with several. */
export interface Settings {
  /** `key=value`, as `chooseInput` takes them. */
  readonly single: readonly string[];
  readonly sweep?: { readonly key: string; readonly values: readonly number[] };
}

/**
 * Reads the values of `--set`: `orders=100`, several as `waitMs=5,units=20`, a sweep as `orders=10,100,1000`.
 *
 * @throws Usage when a text is not of this form, or two fields have several values.
 */
export function readSettings(given: readonly string[]): Settings {
  const values = new Map<string, string[]>();
  for (const text of given) {
    let key: string | undefined;
    for (const part of parts(text)) {
      const [, named, value] = /^([\w.-]+)=(.*)$/s.exec(part) ?? [];
      if (named !== undefined) {
        key = named;
        if (values.has(named))
          throw new Usage(`--set names ${named} twice: write ${named}=1,2,3 for several values`);
        values.set(named, [value as string]);
      } else if (key === undefined) throw new Usage(`Cannot read --set ${text}: it is written key=value`);
      else values.get(key)?.push(part);
    }
  }
  const several = [...values].filter(([, all]) => all.length > 1);
  const [first, second] = several;
  if (first !== undefined && second !== undefined) {
    throw new Usage(
      `--set gives ${first[0]} and ${second[0]} several values: sweep over one field, and run again for the other`,
    );
  }
  const single = [...values].flatMap(([key, all]) => (all.length === 1 ? [`${key}=${all[0]}`] : []));
  if (first === undefined) return { single };
  const [key, texts] = first;
  const numbers = texts.map((text) => (text.trim() === "" ? Number.NaN : Number(text)));
  const wrong = numbers.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new Usage(
      `Cannot sweep over ${key} with "${texts[wrong]}": several values must be numbers, such as ${key}=10,100,1000`,
    );
  }
  return { single, sweep: { key, values: [...new Set(numbers)] } };
}

/** A text at its commas, but not at those within brackets or quotes. */
function parts(text: string): readonly string[] {
  return text.match(/(?:\[[^\]]*\]|\{[^}]*\}|"[^"]*"|[^,])+/g) ?? [];
}

/**
 * A catalog with these inputs, and the cases that measure them.
 *
 * @param examples by id.
 * @param inputs the named inputs to begin with. Default: `bench` where there is one, else the first.
 * @throws Usage when an example has no such field, or does not take the value.
 */
export function setInputs(
  catalog: Catalog,
  examples: readonly string[],
  inputs: readonly string[],
  { single, sweep }: Settings,
): {
  readonly catalog: Catalog;
  readonly cases: readonly SuiteCase[];
  /** The inputs that were made, by example. */
  readonly values: ReadonlyMap<string, readonly unknown[]>;
} {
  if (examples.length === 0) throw new Usage("--set sets values of an example's input: name an example, too");
  const specs: Record<string, AnySpec> = { ...catalog.specs };
  const made = new Map<string, unknown[]>();
  const keep = (example: string, values: readonly unknown[]) =>
    made.set(example, [...(made.get(example) ?? []), ...values]);
  const cases = examples.flatMap((example) => {
    const spec = specs[example] as AnySpec;
    const usual = "bench" in spec.inputs ? "bench" : Object.keys(spec.inputs)[0];
    const bases = inputs.length > 0 ? inputs : [usual as string];
    const models = isOwn(catalog) ? { models: catalog.own.models[example] ?? [] } : {};
    return bases.map((base): SuiteCase => {
      const { name, value } = chooseInput(spec, base, single);
      const before = specs[example] as AnySpec;
      if (sweep === undefined) {
        keep(example, [value]);
        specs[example] = { ...before, inputs: { ...before.inputs, [name]: value } };
        return { example, input: name, ...models };
      }
      const { key, values } = sweep;
      const points = new Map(
        values.map((at) => [at, chooseInput(spec, base, [...single, `${key}=${at}`]).value]),
      );
      keep(example, [...points.values()]);
      const along = bases.length > 1 || single.length > 0 ? `${name} ${key}` : key;
      const unit = spec.sweeps?.[key]?.unit ?? (key.split(".").at(-1) as string);
      const swept = { parameter: key, unit, values, at: (at: number) => points.get(at) };
      specs[example] = { ...before, sweeps: { ...before.sweeps, [along]: swept } };
      return { example, sweep: along, everyValue: true, ...models };
    });
  });
  return { catalog: { ...catalog, specs }, cases, values: made };
}
