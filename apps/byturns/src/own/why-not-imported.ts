// What a file imports and Node cannot find or load, and what would be right.
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Thrown } from "@byturns/order/own/load-in-child";
import { foldersAbove } from "./paths.ts";

/** Why, and where the import stands. */
export interface NotImported {
  readonly file: string;
  readonly line?: number | undefined;
  readonly says: string;
}

/**
 * @param file the one that was to be loaded; it, or what it imports, has the import.
 * @returns undefined when an import is not what failed.
 */
export async function whyNotImported(
  { message, code }: Thrown,
  file: string,
): Promise<NotImported | undefined> {
  const [, from] = /(?: imported from |\nRequire stack:\n- )(.+)$/m.exec(message) ?? [];
  const importer = from === undefined || isLoader(from) ? file : plain(from);
  const source = await readFile(importer, "utf8").catch(() => "");
  const found = reasonFor(message, code, importer, source, file);
  if (found === undefined) return undefined;
  return { file: importer, says: found.says, line: lineWith(found.specifier, source) };
}

/** What is right for a file that uses what Node does not have. */
export const onlyThere = (runtime: string) =>
  `files are loaded under Node once, and what only ${runtime} has belongs into a module that a model imports`;

/** What failed, and the text by which its import is found in the source. */
interface Reason {
  readonly specifier: string;
  readonly says: string;
}

function reasonFor(
  message: string,
  code: string,
  importer: string,
  source: string,
  file: string,
): Reason | undefined {
  const [, quoted = ""] = /['"]([^'"]+)['"]/.exec(message) ?? [];
  const of = (specifier: string, says: string): Reason => ({ specifier, says });
  switch (code) {
    case "ERR_MODULE_NOT_FOUND":
    case "MODULE_NOT_FOUND":
      return of(
        isPath(quoted) ? basename(quoted, extname(quoted)) : quoted,
        whyNotFound(quoted, importer, source),
      );
    case "ERR_UNSUPPORTED_DIR_IMPORT":
      if (quoted === file) return of("", "it is a folder: give it with a slash at its end, or a file of it");
      return of(
        basename(quoted),
        `it imports the folder ${quoted}: name a file of it, such as …/${indexOf(quoted)}`,
      );
    case "ERR_UNKNOWN_BUILTIN_MODULE": {
      const [, name = ""] = /module: (\S+)/.exec(message) ?? [];
      return of(name, `it imports ${name}, which Node does not have: correct the name`);
    }
    case "ERR_UNSUPPORTED_ESM_URL_SCHEME": {
      const [, scheme = ""] = /protocol '(.+):'/.exec(message) ?? [];
      const runtime = scheme === "bun" ? "Bun" : ["jsr", "npm"].includes(scheme) ? "Deno" : undefined;
      const [specifier = `${scheme}:`] = new RegExp(`${scheme}:[^"'\`\\s]*`).exec(source) ?? [];
      const right = runtime === undefined ? "install what it needs as a package" : onlyThere(runtime);
      return of(specifier, `it imports ${specifier}, which Node does not load: ${right}`);
    }
    case "ERR_PACKAGE_PATH_NOT_EXPORTED": {
      const [, path = "", name = ""] =
        /subpath '\.?([^']*)'.* in .*node_modules\/(.+)\/package\.json/.exec(message) ?? [];
      const specifier = `${name}${path}`;
      return of(
        specifier,
        `it imports ${specifier}, which the package ${name} does not export: correct the name`,
      );
    }
    case "ERR_PACKAGE_IMPORT_NOT_DEFINED":
      return of(
        quoted,
        `it imports "${quoted}", which is not among the imports of its package.json: name it there`,
      );
    case "ERR_IMPORT_ATTRIBUTE_MISSING":
      return of(
        basename(quoted),
        `it imports ${pathOf(quoted)} without saying its type: write import … with { type: "json" }`,
      );
    case "ERR_UNKNOWN_FILE_EXTENSION": {
      const path = pathOf(/ for (.+)$/m.exec(message)?.[1] ?? "");
      const ending = extname(path);
      const why = /x$/.test(ending)
        ? `Node does not load ${ending}: move what is no JSX into a .ts or .js file, or build it to JavaScript first`
        : `Node does not load ${ending === "" ? "a file without an ending" : ending}: read it with node:fs`;
      return path === file ? of("", why) : of(basename(path), `it imports ${path}, and ${why}`);
    }
    case "ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING":
      return of(
        "",
        `it imports ${pathOf(quoted)}, TypeScript within node_modules, which Node does not load: build that package to JavaScript`,
      );
    case "ERR_INVALID_MODULE_SPECIFIER":
      return /must not include encoded/.test(message)
        ? of("", "its path has a backslash or a slash that no import can name: rename it")
        : of(quoted, `it imports "${quoted}", which is no name of a module: correct it`);
    default:
      return whyNotExported(message);
  }
}

/** A name that a module does not have is a SyntaxError without a code. */
function whyNotExported(message: string): Reason | undefined {
  const [, module, name] =
    /^The requested module '(.+)' does not provide an export named '(.+)'/.exec(message) ?? [];
  if (name !== undefined && module !== undefined) {
    return {
      specifier: module,
      says: `it imports ${name} from "${module}", which does not export it: correct the name, or write import type if it is a type`,
    };
  }
  const [, named, commonJs] =
    /^Named export '(.+)' not found\. The requested module '(.+)' is a CommonJS module/.exec(message) ?? [];
  if (named === undefined || commonJs === undefined) return undefined;
  return {
    specifier: commonJs,
    says: `it imports ${named} from "${commonJs}", a CommonJS module whose names are not known: import its default, and take ${named} from that`,
  };
}

const isPath = (text: string) => /^(file:|[/\\]|\.{1,2}[/\\]|[A-Za-z]:[/\\])/.test(text);
const isLoader = (from: string) => /loader\.child\.[jt]s$/.test(from);
const plain = (from: string) => (from.startsWith("file:") ? pathOf(from) : from);

function pathOf(text: string): string {
  return text.startsWith("file:") ? fileURLToPath(text) : text;
}

function indexOf(folder: string): string {
  return ["index.ts", "index.js"].find((one) => existsSync(join(folder, one))) ?? "index.ts";
}

/** The line of an import that names a text; undefined if none does. */
function lineWith(specifier: string, source: string): number | undefined {
  if (specifier === "") return undefined;
  const at = source
    .split("\n")
    .findIndex((line) => /\b(?:import|from|require)\b/.test(line) && line.includes(specifier));
  return at < 0 ? undefined : at + 1;
}

/**
 * Why a module is not found, and what would be right.
 *
 * @param found its name, path or URL, as the runtime names it.
 * @param source of the file that imports it.
 */
export function whyNotFound(found: string, file: string, source: string): string {
  if (isPath(found)) {
    const path = pathOf(found);
    const ending = [".ts", ".mts", ".js", ".mjs", "/index.ts", "/index.js"].find((one) =>
      existsSync(`${path}${one}`),
    );
    const written = path.replace(/\.([cm]?)js$/, ".$1ts");
    const hint =
      ending !== undefined
        ? `add its ending: …${ending}`
        : written !== path && existsSync(written)
          ? `write the ending that the file has: …${extname(written)}`
          : "correct the path";
    return `it imports ${path}, which is not there: ${hint}`;
  }
  if (found === "bun") return `it imports bun, which Node does not have: ${onlyThere("Bun")}`;
  const alias = aliasFor(found, source, file);
  if (alias !== undefined) {
    return `it imports "${alias}", which only the paths of a tsconfig resolve: write a relative path with its ending, or name it under "imports" in package.json`;
  }
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(found)?.[0] ?? found;
  const how = name === "byturns" ? "npm install -D byturns" : `npm install ${name}`;
  return `it imports the package ${name}, which is not installed for it: run ${how} in its project`;
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
