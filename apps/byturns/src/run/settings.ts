// `--set lines.0.delayMs=5`: sets a value of an example's input, parsed by its schema.
import type { AnySpec } from "@byturns/spec";
import { nearest } from "@byturns/text/nearest";
import * as Result from "effect/Result";
import * as Schema from "effect/Schema";
import * as SchemaAST from "effect/SchemaAST";
import * as SchemaIssue from "effect/SchemaIssue";
import { Usage } from "../text/errors.ts";
import { known } from "../text/nearest.ts";

/** An input and its label. */
export interface ChosenInput {
  /** `article`, or `article lines.0.delayMs=5`. */
  readonly name: string;
  readonly value: unknown;
}

/**
 * Takes one of a spec's inputs and sets values in it.
 *
 * @param name the input's name; default: `article` if it exists, otherwise `test`, otherwise the first.
 * @param settings `key=value`, with nested keys separated by dots; a value that is not text is JSON.
 * @throws Usage when the input or key does not exist, or the schema rejects a value.
 */
export function chooseInput(
  spec: AnySpec,
  name: string | undefined,
  settings: readonly string[],
): ChosenInput {
  const names = Object.keys(spec.inputs);
  const chosen = known(
    `input of ${spec.id}`,
    name ?? ["article", "test"].find((one) => names.includes(one)) ?? (names[0] as string),
    names,
  );
  if (settings.length === 0) return { name: chosen, value: spec.inputs[chosen] };
  const schema = SchemaAST.toEncoded(spec.input.ast);
  const value = settings.reduce<unknown>(
    (input, setting) => set(input, setting, schema),
    Schema.encodeUnknownSync(spec.input)(spec.inputs[chosen]),
  );
  const decoded = Schema.decodeUnknownResult(spec.input)(value, { errors: "all", onExcessProperty: "error" });
  if (Result.isFailure(decoded)) {
    throw new Usage(`This is no input of ${spec.id}:\n${explainIssue(decoded.failure.issue, value)}`);
  }
  return { name: [chosen, ...settings].join(" "), value: decoded.success };
}

/** A schema's rejection: one line for each value, with its path, what was given and what is allowed. */
function explainIssue(issue: SchemaIssue.Issue, input: unknown): string {
  const { issues } = SchemaIssue.makeFormatterStandardSchemaV1()(issue);
  return issues
    .map(({ path = [], message }) => {
      const keys = path.map((part) => (typeof part === "object" ? part.key : part));
      const given = keys.reduce<unknown>(
        (value, key) => (value as Record<PropertyKey, unknown>)?.[key],
        input,
      );
      const where = keys.length === 0 ? "the input" : keys.join(".");
      const wanted = message.replace(/^Expected/, "expected");
      return `  ${where}: given ${given === undefined ? "nothing" : JSON.stringify(given)}, ${wanted}`;
    })
    .join("\n");
}

function set(input: unknown, setting: string, schema: SchemaAST.AST): unknown {
  const parted = /^([^=]+)=(.*)$/s.exec(setting);
  if (parted === null) throw new Usage(`Cannot read --set ${setting}: it is written key=value`);
  const [, key, text] = parted as unknown as [string, string, string];
  return assign(input, key.split("."), []);

  function assign(target: unknown, keys: readonly string[], above: readonly string[]): unknown {
    const [first, ...rest] = keys;
    if (first === undefined) return read(text, kindsAt(schema, above));
    const kinds = kindsAt(schema, above);
    if (kindsAt(schema, [...above, first]).length === 0) throw refuse(first, above, kinds);
    if (!Array.isArray(target)) {
      const before = target as Record<string, unknown> | undefined;
      return { ...before, [first]: assign(before?.[first], rest, [...above, first]) };
    }
    const at = Number(first);
    if (at > target.length) {
      throw new Usage(
        `Cannot set ${key}: ${above.join(".")} has ${target.length} elements, so the next is ${target.length}`,
      );
    }
    return target.toSpliced(at, 1, assign(target[at], rest, [...above, first]));
  }

  function refuse(given: string, above: readonly string[], kinds: readonly SchemaAST.AST[]): Usage {
    const where = above.length === 0 ? "The input" : above.join(".");
    const names = kinds.flatMap((kind) =>
      SchemaAST.isObjects(kind) ? kind.propertySignatures.map(({ name }) => String(name)) : [],
    );
    if (names.length === 0) {
      const has = kinds.some(SchemaAST.isArrays) ? "elements by number, from 0" : "nothing within it";
      return new Usage(`Cannot set ${key}: ${where} has ${has}, and no "${given}"`);
    }
    const near = nearest(given, names);
    const hint = near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `It has ${names.join(", ")}.`;
    return new Usage(`Cannot set ${key}: ${where} has no "${given}". ${hint}`);
  }
}

/** What is allowed at a path; undefined if the path does not exist. */
function kindsAt(schema: SchemaAST.AST, path: readonly string[]): readonly SchemaAST.AST[] {
  if (SchemaAST.isSuspend(schema)) return kindsAt(schema.thunk(), path);
  if (SchemaAST.isUnion(schema)) return schema.types.flatMap((type) => kindsAt(type, path));
  const [first, ...rest] = path;
  if (first === undefined) return [schema];
  if (SchemaAST.isArrays(schema)) {
    if (!/^\d+$/.test(first)) return [];
    const element = schema.elements[Number(first)] ?? schema.rest[0];
    return element === undefined ? [] : kindsAt(element, rest);
  }
  if (SchemaAST.isObjects(schema)) {
    const property = schema.propertySignatures.find(({ name }) => name === first)?.type;
    const type = property ?? schema.indexSignatures[0]?.type;
    return type === undefined ? [] : kindsAt(type, rest);
  }
  return SchemaAST.isUnknown(schema) || SchemaAST.isAny(schema) ? [schema] : [];
}

/**
 * A value that the schema accepts as text stays text, even if it is valid JSON; the schema reports any other it
 * rejects.
 */
function read(text: string, kinds: readonly SchemaAST.AST[]): unknown {
  if (kinds.every(isText)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isText(kind: SchemaAST.AST): boolean {
  return (
    SchemaAST.isString(kind) ||
    SchemaAST.isTemplateLiteral(kind) ||
    (SchemaAST.isLiteral(kind) && typeof kind.literal === "string")
  );
}
