// A schema that fits some values, so that a field that none of them has is refused by name.
import { isRecord } from "@byturns/define/checks";
import * as Schema from "effect/Schema";

/** The schema of values that have the kinds and fields of these, each field optional where one of them lacks it. */
export function schemaOf(values: readonly unknown[]): Schema.Codec<unknown, unknown> {
  const all = (test: (value: unknown) => boolean) => values.length > 0 && values.every(test);
  if (all((value) => typeof value === "number")) return Schema.Finite;
  if (all((value) => typeof value === "string")) return Schema.String;
  if (all((value) => typeof value === "boolean")) return Schema.Boolean;
  if (all(Array.isArray)) return Schema.Array(schemaOf(values.flat())) as Schema.Codec<unknown, unknown>;
  if (all(isRecord)) {
    const records = values as readonly Readonly<Record<string, unknown>>[];
    const names = [...new Set(records.flatMap(Object.keys))];
    const fields = names.map((name) => {
      const having = records.filter((one) => Object.hasOwn(one, name));
      const field = schemaOf(having.map((one) => one[name]));
      return [name, having.length === records.length ? field : Schema.optionalKey(field)] as const;
    });
    return Schema.Struct(Object.fromEntries(fields)) as Schema.Codec<unknown, unknown>;
  }
  return Schema.Unknown;
}
