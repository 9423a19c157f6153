// Which files an example needs when it stands alone, and how their imports read then.
import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path/posix";
import { loadModel } from "@byturns/host";
import { typesOf } from "./spec-types.ts";

/** Where a copy comes from. */
export interface Origin {
  /** The folder that holds all sources. */
  readonly root: string;
  readonly model: string;
  readonly example: string;
  readonly version: string;
}

/** A file of a copy; its path is relative to the folder that gets it. */
export interface CopiedFile {
  readonly path: string;
  readonly text: string;
}

/** The parts of the project that a copy may hold, and the folder of each in the copy. */
type Part = "port" | "spec" | "context";
const folderOf: Readonly<Record<Part, string>> = { port: "", spec: "spec", context: "context" };

/**
 * Gathers an example's file and everything that it needs, with imports that hold where the copy lies.
 *
 * @param options.wholeSpec whether the spec comes along with its checks, which need Effect, or as plain types.
 * @returns the files, and the npm packages that they import.
 */
export async function gather(
  origin: Origin,
  options: { readonly wholeSpec: boolean },
): Promise<{ files: readonly CopiedFile[]; packages: ReadonlySet<string> }> {
  const { root, model, example, version } = origin;
  const sources: Readonly<Record<Part, string>> = {
    port: `packages/${model}/src`,
    spec: "packages/spec/src",
    context: "packages/context/src",
  };
  const files = new Map<string, string>();
  const packages = new Set<string>();
  const take = async (part: Part, name: string): Promise<void> => {
    const path = join(folderOf[part], name);
    if (files.has(path)) return;
    files.set(path, "");
    const from = `${sources[part]}/${name}`;
    const asTypes = part === "spec" && !options.wholeSpec;
    const source = asTypes ? await typesOf(join(root, from)) : await readFile(join(root, from), "utf8");
    const needed: [Part, string][] = [];
    const rewritten = source.replaceAll(imports, (whole, before: string, specifier: string, at: number) => {
      if (inComment(source, at)) return whole;
      const place = placeOf(specifier, part, name);
      if (place === undefined) {
        const name = packageOf(specifier);
        if (name !== undefined) packages.add(name);
        return whole;
      }
      needed.push(place);
      return `${before}"${wayTo(path, join(folderOf[place[0]], place[1]))}"`;
    });
    files.set(path, `${header(from, version, asTypes)}${rewritten}`);
    for (const [other, file] of needed) await take(other, file);
  };
  await take("port", `${example}.ts`);
  const source = (await loadModel(model)).source?.(example);
  if (source !== undefined) await take("port", source.file);
  for (const file of beside[model] ?? []) await take("port", file);
  if (options.wholeSpec) await take("spec", `${example}.ts`);
  const licence = await readFile(join(root, "LICENSE"), "utf8");
  return {
    files: [
      ...Array.from(files, ([path, text]) => ({ path, text })),
      { path: "LICENSE.byturns", text: licence },
    ],
    packages,
  };
}

/** What a model's examples cannot be called without, and do not import themselves. */
const beside: Readonly<Record<string, readonly string[]>> = { cluster: ["internal/edge.ts"] };

/** What follows `from`, stands in `import(…)`, or names a worker's file. */
const imports = /(\bfrom\s*|\bimport\(\s*|\bnew URL\(\s*)"([^"\n]+)"/g;

/** Whether a place lies in a line of a comment, where an example may name files that nobody needs. */
function inComment(source: string, at: number): boolean {
  return /^\s*(\*|\/\/|\/\*)/.test(source.slice(source.lastIndexOf("\n", at - 1) + 1, at));
}

/** The file that an import means; undefined where it is none of the project. */
function placeOf(specifier: string, part: Part, from: string): [Part, string] | undefined {
  if (specifier.startsWith(".")) return [part, join(dirname(from), specifier)];
  const [, name, file] = /^@byturns\/(spec|context)(?:\/(.+))?$/.exec(specifier) ?? [];
  return name === undefined ? undefined : [name as Part, `${file ?? "index"}.ts`];
}

function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith("node:")) return undefined;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** How a file of the copy names another. */
function wayTo(from: string, to: string): string {
  const way = relative(dirname(from), to);
  return way.startsWith(".") ? way : `./${way}`;
}

/** Where the file came from, and under which licence. */
export function header(from: string, version: string, made = false): string {
  return `// ${made ? "Made" : "Copied"} from byturns ${version}, ${from}. MIT licence: see LICENSE.byturns.\n`;
}
