// The types of a spec as plain TypeScript, for a copy that does not need the schemas.
import { pathToFileURL } from "node:url";
import * as Schema from "effect/Schema";
import * as SchemaAST from "effect/SchemaAST";

/**
 * Writes out the type of every schema that a spec's file exports, under the schema's name.
 *
 * @param path the spec's file.
 * @throws RangeError when the file exports no schema.
 */
export async function typesOf(path: string): Promise<string> {
  const exported = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  const schemas = Object.entries(exported).flatMap(([name, value]) =>
    Schema.isSchema(value) ? [{ name, ast: SchemaAST.toType(value.ast) }] : [],
  );
  if (schemas.length === 0) throw new RangeError(`${path} exports no schema`);
  const names = new Map(schemas.map(({ name, ast }) => [ast, name]));
  return schemas.map(({ name, ast }) => `\nexport type ${name} = ${print(ast, names, name)};\n`).join("");
}

type Names = ReadonlyMap<SchemaAST.AST, string>;

/** An AST as a type; a schema that has a name of its own is called by it. */
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
