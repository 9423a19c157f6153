// The modules that a source file loads.
import { type ParserPlugin, parse } from "@babel/parser";

/** A module that a file loads. */
export interface Import {
  readonly specifier: string;
  /** It is relative to the file even without a leading `./`: `new URL("worker.ts", import.meta.url)`. */
  readonly isUrl: boolean;
}

/**
 * The modules that a file loads: static imports and re-exports, `import("…")`, `require("…")`, and
 * `new URL("…", import.meta.url)`. Imports of types alone are erased and load nothing; what is computed while the
 * program runs cannot be seen.
 *
 * @param text the file's text, JavaScript or TypeScript.
 * @param file its name, by whose ending the syntax is chosen.
 * @returns none if the text cannot be parsed: then it cannot run either.
 * @example
 * ```ts
 * importsOf('import { a } from "./a.ts"; import type { B } from "./b.ts";', "x.ts"); // "./a.ts"
 * ```
 */
export function importsOf(text: string, file: string): Import[] {
  const found: Import[] = [];
  const add = (node: unknown, isUrl = false) => {
    if (isNode(node) && node.type === "StringLiteral") found.push({ specifier: String(node.value), isUrl });
    // A template without a placeholder is a string, too.
    if (isNode(node) && node.type === "TemplateLiteral" && Array.isArray(node.quasis)) {
      const [only, ...others] = node.quasis as readonly { value: { cooked?: string } }[];
      if (only?.value.cooked !== undefined && others.length === 0)
        found.push({ specifier: only.value.cooked, isUrl });
    }
  };
  const visit = (node: AnyNode) => {
    const [first, second] = Array.isArray(node.arguments) ? (node.arguments as unknown[]) : [];
    const isErased = node.importKind === "type" || node.exportKind === "type";
    if (node.type.startsWith("Import") || node.type.startsWith("Export")) {
      if (!isErased) add(node.source);
    } else if (node.type === "CallExpression" && isNode(node.callee)) {
      if (node.callee.type === "Import" || node.callee.name === "require") add(first);
    } else if (node.type === "NewExpression" && isNode(node.callee) && node.callee.name === "URL") {
      if (isNode(second) && second.type === "MemberExpression" && isMetaUrl(second)) add(first, true);
    }
    for (const child of Object.values(node)) {
      for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) visit(one);
    }
  };
  try {
    const plugins: ParserPlugin[] = [
      ...(/\.[cm]?tsx?$/.test(file) ? (["typescript"] as const) : []),
      ...(/\.[jt]sx$/.test(file) ? (["jsx"] as const) : []),
    ];
    visit(
      parse(text, { sourceType: "unambiguous", errorRecovery: true, plugins }).program as unknown as AnyNode,
    );
  } catch {
    return [];
  }
  return found;
}

interface AnyNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function isMetaUrl({ object, property }: AnyNode): boolean {
  return isNode(object) && object.type === "MetaProperty" && isNode(property) && property.name === "url";
}
