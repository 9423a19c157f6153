// The examples in doc comments: ```ts blocks after `@example`, each a program of its own that imports what it uses.
import { readFileSync } from "node:fs";

/** One example of a doc comment. */
export interface DocExample {
  /** The line of the file on which its code begins, counted from 1. */
  readonly line: number;
  /** Its code, without the comment around it. */
  readonly code: string;
}

/**
 * Finds the examples of a source file.
 *
 * @param source the text of a TypeScript file.
 * @returns the ```ts blocks of its doc comments that stand behind an `@example`, in the order of the file.
 * @throws RangeError when an `@example` has no ```ts block, or a block does not end.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { docExamplesOf } from "@byturns/contract/doc-examples";
 *
 * const source = ["/**", " * @example", " * ```ts", " * let one = 1;", " * ```", " *" + "/"].join("\n");
 * assert.deepEqual(docExamplesOf(source), [{ line: 4, code: "let one = 1;\n" }]);
 * ```
 */
export function docExamplesOf(source: string): readonly DocExample[] {
  const examples: DocExample[] = [];
  const lines = source.split("\n");
  for (let at = 0; at < lines.length; at++) {
    if (!isComment(lines[at]) || !/^\s*\* @example\b/.test(lines[at] as string)) continue;
    let block = at + 1;
    while (isComment(lines[block]) && !/^\s*\* (```ts$|@)/.test(lines[block] as string)) block += 1;
    if (!/^\s*\* ```ts$/.test(lines[block] ?? ""))
      throw new RangeError(`The @example in line ${at + 1} has no \`\`\`ts block`);
    let end = block + 1;
    while (isComment(lines[end]) && !/^\s*\* ```$/.test(lines[end] as string)) end += 1;
    if (!isComment(lines[end])) throw new RangeError(`The \`\`\`ts block in line ${block + 1} does not end`);
    const code = lines.slice(block + 1, end).map((line) => `${line.replace(/^\s*\* ?/, "")}\n`);
    examples.push({ line: block + 2, code: code.join("") });
    at = end;
  }
  return examples;
}

/** Whether a line lies inside of a doc comment. */
function isComment(line: string | undefined): line is string {
  return line !== undefined && /^\s*\*(?!\/)/.test(line);
}

const query = "?doc-example=";

/** The module of an example: imported inside vitest, it runs the example, as if its code stood in a file beside the source. */
export function docExampleModule(path: string, line: number): string {
  return `${path}${query}${line}`;
}

/** What vitest needs to load these modules: a plugin of Vite, which both its config and this file's tests know. */
export function docExamplesPlugin() {
  return {
    name: "byturns:doc-examples",
    enforce: "pre" as const,
    load(id: string): string | undefined {
      const [path, line] = id.split(query);
      if (path === undefined || line === undefined) return undefined;
      const example = docExamplesOf(readFileSync(path, "utf8")).find((one) => one.line === Number(line));
      if (example === undefined) throw new RangeError(`There is no example in line ${line} of ${path}`);
      return `${"\n".repeat(example.line - 1)}${example.code}`;
    },
  };
}
