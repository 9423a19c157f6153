// The types of a spec as plain TypeScript, for copies of an example that do not need its schemas.
import { readFile } from "node:fs/promises";
import { createRequire, registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import type * as Schema from "effect/Schema";
import * as SchemaAST from "effect/SchemaAST";

/**
 * Writes out every `export type X = typeof Y.Type` of a spec's file.
 *
 * @param path the spec's file.
 * @throws Error when the file has no such line.
 */
export async function typesOf(path: string): Promise<string> {
  const source = await readFile(path, "utf8");
  const named = [...source.matchAll(/^export type (\w+) = typeof (\w+)\.Type;$/gm)].map(
    ([, type = "", schema = ""]) => ({ type, schema }),
  );
  if (named.length === 0) throw new Error(`${path} exports no type of a schema`);
  const schemas = schemasOf(
    path,
    source,
    named.map(({ schema }) => schema),
  );
  const names = new Map(named.map(({ type, schema }) => [astOf(schemas[schema]), type]));
  return named
    .map(({ type, schema }) => `\nexport type ${type} = ${print(astOf(schemas[schema]), names, type)};\n`)
    .join("");
}

type Schemas = Readonly<Record<string, Schema.Top>>;

/**
 * A spec does not export its schemas, so it is loaded once more, under a virtual name, with an added line that exports
 * them.
 */
function schemasOf(path: string, source: string, names: readonly string[]): Schemas {
  const another = path.replace(/\.ts$/, ".with-schemas.ts");
  const url = pathToFileURL(another).href;
  const more = `export const theseSchemas = { ${[...new Set(names)].join(", ")} };`;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === another
        ? { url, format: "module-typescript", shortCircuit: true }
        : next(specifier, context),
    load: (wanted, context, next) =>
      wanted === url
        ? { format: "module-typescript", source: `${source}\n${more}\n`, shortCircuit: true }
        : next(wanted, context),
  });
  try {
    return (createRequire(import.meta.url)(another) as { theseSchemas: Schemas }).theseSchemas;
  } finally {
    hooks.deregister();
  }
}

function astOf(schema: Schema.Top | undefined): SchemaAST.AST {
  if (schema === undefined) throw new Error("A type's schema is not there");
  return SchemaAST.toType(schema.ast);
}

type Names = ReadonlyMap<SchemaAST.AST, string>;

/** An AST as a type; a schema with a name is referred to by it. */
function print(ast: SchemaAST.AST, names: Names, declared?: string): string {
  const name = names.get(ast);
  if (name !== undefined && name !== declared) return name;
  const inner = (other: SchemaAST.AST) => print(other, names);
  switch (ast._tag) {
    case "String":
    case "TemplateLiteral":
      return "string";
    case "Number":
      return "number";
    case "Boolean":
      return "boolean";
    case "BigInt":
      return "bigint";
    case "Null":
      return "null";
    case "Undefined":
      return "undefined";
    case "Literal":
      return typeof ast.literal === "bigint" ? `${ast.literal}n` : JSON.stringify(ast.literal);
    case "Union":
      return ast.types.map(inner).join(" | ");
    case "Suspend":
      return inner(ast.thunk());
    case "Arrays":
      return arrayOf(ast, inner);
    case "Objects":
      return objectOf(ast, inner);
    default:
      return "unknown";
  }
}

function arrayOf(
  { elements, rest, isMutable }: SchemaAST.Arrays,
  inner: (ast: SchemaAST.AST) => string,
): string {
  const mark = isMutable ? "" : "readonly ";
  const [repeated] = rest;
  if (elements.length === 0 && repeated !== undefined) {
    const item = inner(repeated);
    const bare = /^\w+$/.test(item) || SchemaAST.isObjects(repeated);
    return `${mark}${bare ? item : `(${item})`}[]`;
  }
  const items = elements.map((ast) => `${inner(ast)}${SchemaAST.isOptional(ast) ? "?" : ""}`);
  return `${mark}[${[...items, ...rest.map((ast) => `...(${inner(ast)})[]`)].join(", ")}]`;
}

function objectOf(
  { propertySignatures, indexSignatures }: SchemaAST.Objects,
  inner: (ast: SchemaAST.AST) => string,
): string {
  const members = [
    ...propertySignatures.map(({ name, type }) => {
      const key = /^[A-Za-z_$][\w$]*$/.test(String(name)) ? String(name) : JSON.stringify(name);
      return `  readonly ${key}${SchemaAST.isOptional(type) ? "?" : ""}: ${inner(type).replaceAll("\n", "\n  ")};`;
    }),
    ...indexSignatures.map(
      ({ parameter, type }) =>
        `  readonly [key: ${inner(parameter)}]: ${inner(type).replaceAll("\n", "\n  ")};`,
    ),
  ];
  return members.length === 0 ? "object" : `{\n${members.join("\n")}\n}`;
}
