// Why a file could not be loaded, from how its process ended, as the end of a sentence.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Loading, lineIn, nameOfError } from "@byturns/order/own/load-in-child";
import { foldersAbove } from "./paths.ts";

/**
 * @param source the file's text.
 * @param limitMs the time it had.
 * @returns what happened, and what would be right.
 */
export function whyNotLoaded(
  { code, signal, error, late }: Omit<Loading<unknown>, "message">,
  file: string,
  source: string,
  limitMs: number,
): string {
  const declares = "a file declares an example, and runs nothing when it is loaded";
  if (late) return `it was not loaded within ${limitMs / 1_000} s: ${declares}`;
  if (code === 13) return `an await at its top level never settles: ${declares}`;
  const what = nameOfError(error);
  const lines = source.split("\n");
  const line = lines[(lineIn(error, file) ?? 0) - 1]?.trim() ?? "";
  if (what === undefined || what.startsWith("Uncaught")) {
    const end = signal === null ? `exit code ${code}` : signal;
    return `it ended the process with ${end} while it was loaded: ${declares}`;
  }
  if (/ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX|not supported in strip-only mode/.test(error)) {
    const syntax = /TypeScript ([\w ]+?) (?:is|are) not supported/.exec(error)?.[1] ?? "syntax";
    const instead: Readonly<Record<string, string>> = {
      enum: "write a const object",
      "namespace declaration": "write a module",
      "parameter property": "declare the field, and assign it in the constructor",
    };
    const how = Object.entries(instead).find(([name]) => syntax.startsWith(name))?.[1];
    return `it uses a TypeScript ${syntax}, which is more than types and cannot be stripped: ${how ?? "write JavaScript"} instead, or build it to JavaScript first`;
  }
  if (/^SyntaxError/.test(what)) {
    if (line.startsWith("@") || /^\s*\^?\s*@/.test(line)) {
      return "it uses a decorator, which no runtime runs without a build: call the function instead, or build it to JavaScript first";
    }
    return `it cannot be parsed: ${what}`;
  }
  const notFound = /Cannot find (?:package|module) '([^']+)'/.exec(error)?.[1];
  if (notFound !== undefined) return whyNotFound(notFound, file, source);
  return `it cannot be loaded: it throws ${what.replace(/^Error: /, "")}`;
}

function whyNotFound(found: string, file: string, source: string): string {
  if (/^(file:|[/\\]|[A-Za-z]:[/\\])/.test(found)) {
    const path = found.startsWith("file:") ? fileURLToPath(found) : found;
    const ending = [".ts", ".mts", ".js", ".mjs", "/index.ts", "/index.js"].find((one) =>
      existsSync(`${path}${one}`),
    );
    const hint = ending === undefined ? "correct the path" : `add its ending: …${ending}`;
    return `it imports ${path}, which is not there: ${hint}`;
  }
  const alias = aliasFor(found, source, file);
  if (alias !== undefined) {
    return `it imports "${alias}", which only the paths of a tsconfig resolve: write a relative path with its ending, or name it under "imports" in package.json`;
  }
  const how = found === "byturns" ? "npm install -D byturns" : `npm install ${found}`;
  return `it imports the package ${found}, which is not installed for it: run ${how} in its project`;
}

/** The specifier in the source that a tsconfig's paths match. */
function aliasFor(name: string, source: string, file: string): string | undefined {
  const specifier =
    new RegExp(`["'](${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}[^"']*)["']`).exec(source)?.[1] ?? name;
  for (const folder of foldersAbove(dirname(file))) {
    const config = join(folder, "tsconfig.json");
    if (!existsSync(config)) continue;
    const text = readFileSync(config, "utf8");
    const paths = /"paths"\s*:\s*\{([^}]*)\}/.exec(text)?.[1] ?? "";
    for (const [, key = ""] of paths.matchAll(/"([^"]+)"\s*:\s*\[/g)) {
      if (key === specifier || (key.endsWith("*") && specifier.startsWith(key.slice(0, -1))))
        return specifier;
    }
  }
  return undefined;
}
