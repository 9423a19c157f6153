// Which files a standalone copy of an example needs, and how their imports are rewritten.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path/posix";
import { loadModel } from "@byturns/host";
import { licenseFile, packageFolder } from "../layout.ts";
import { typesOf } from "./spec-types.ts";

/** The source of a copy. */
export interface Origin {
  readonly model: string;
  readonly example: string;
  readonly version: string;
}

/** A file of a copy; its path is relative to the target folder. */
export interface CopiedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * What to copy of an example: only the helper, if it has one; the example that uses it; or both with the whole spec.
 */
export type Extent = "helper" | "example" | "spec";

/** A file of the project: its package, and its path in that package's sources. */
type Source = readonly [name: string, file: string];

/**
 * Collects an example's files and everything they need, with imports rewritten for the copy: the model's own files at
 * the top, those of another package in a folder with its name.
 *
 * @param extent `helper`: the reusable part, which imports nothing of this project but other helpers, or the example
 * itself if it is one file. `example`: the example too, with the types of its spec. `spec`: with the spec's checks,
 * which need Effect.
 * @returns the files, and the npm packages that they import.
 */
export async function gather(
  origin: Origin,
  extent: Extent,
): Promise<{ files: readonly CopiedFile[]; packages: ReadonlySet<string> }> {
  const { model, example, version } = origin;
  const files = new Map<string, string>();
  const packages = new Set<string>();
  const pathOf = ([name, file]: Source) => (name === model ? file : join(name, file));
  const take = async (wanted: Source): Promise<void> => {
    const path = pathOf(wanted);
    if (files.has(path)) return;
    files.set(path, "");
    const [name, file] = wanted;
    const from = `packages/${name}/src/${file}`;
    const asTypes = name === "spec" && extent !== "spec";
    const source = join(packageFolder(name), "src", file);
    const text = asTypes ? await typesOf(source) : await readFile(source, "utf8");
    const needed: Source[] = [];
    const rewritten = text.replaceAll(imports, (whole, before: string, specifier: string, at: number) => {
      if (inComment(text, at)) return whole;
      const meant = sourceOf(specifier, wanted);
      if (meant === undefined) {
        const npm = packageOf(specifier);
        if (npm !== undefined) packages.add(npm);
        return whole;
      }
      needed.push(meant);
      return `${before}"${wayTo(path, pathOf(meant))}"`;
    });
    files.set(path, `${header(from, version, asTypes)}${rewritten}`);
    for (const other of needed) await take(other);
  };
  const { file = `${example}.ts` } = (await loadModel(model)).source?.(example) ?? {};
  // An example that uses another model's helper imports it, so the copy includes it.
  const helper = existsSync(join(packageFolder(model), "src", `${example}.ts`)) ? `${example}.ts` : file;
  await take([model, helper]);
  if (extent !== "helper") {
    await take([model, file]);
    for (const other of beside[model] ?? []) await take([model, other]);
  }
  if (extent === "spec") await take(["spec", `${example}.ts`]);
  const license = await readFile(licenseFile, "utf8");
  return {
    files: [
      ...Array.from(files, ([path, text]) => ({ path, text })),
      { path: "LICENSE.byturns", text: license },
    ],
    packages,
  };
}

/** Files that a model's examples need at run time but do not import themselves. */
const beside: Readonly<Record<string, readonly string[]>> = { cluster: ["internal/edge.ts"] };

/** Module specifiers after `from`, in `import(…)`, or naming a worker's file. */
const imports = /(\bfrom\s*|\bimport\(\s*|\bnew URL\(\s*)"([^"\n]+)"/g;

/** Whether a position is in a comment line: an `@example` may name files that the copy does not need. */
function inComment(source: string, at: number): boolean {
  return /^\s*(\*|\/\/|\/\*)/.test(source.slice(source.lastIndexOf("\n", at - 1) + 1, at));
}

/** The file that an import refers to; undefined if it is not part of this project. */
function sourceOf(specifier: string, [name, file]: Source): Source | undefined {
  if (specifier.startsWith(".")) return [name, join(dirname(file), specifier)];
  const [, other, path] = /^@byturns\/([\w-]+)(?:\/(.+))?$/.exec(specifier) ?? [];
  return other === undefined ? undefined : [other, `${path ?? "index"}.ts`];
}

function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith("node:")) return undefined;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** The relative import from one file of the copy to another. */
function wayTo(from: string, to: string): string {
  const way = relative(dirname(from), to);
  return way.startsWith(".") ? way : `./${way}`;
}

/** A header with the file's origin and license. */
export function header(from: string, version: string, made = false): string {
  return `// ${made ? "Made" : "Copied"} from byturns ${version}, ${from}. MIT license: see LICENSE.byturns.\n`;
}
