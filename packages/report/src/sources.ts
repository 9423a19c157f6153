// The real files of an example's ports, as they are shown side by side.
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { KeptByContent } from "@byturns/record/kept-by-content";
import { type Html, raw } from "./html/html.ts";

/** One file of a port. */
export interface SourceFile {
  readonly model: string;
  /** As it is shown: `packages/fibers/src/say-after.ts`. */
  readonly path: string;
  readonly text: string;
  /** The text with its syntax colored; see `paintSources`. */
  readonly painted?: Html;
}

/** The files of each example, by its id. */
export type Sources = ReadonlyMap<string, readonly SourceFile[]>;

/**
 * Reads the ports' files of some examples; a file that is not there is left out.
 *
 * @param root the folder that holds `packages/`, with a slash at its end; or a function that returns the folder of a
 * model's sources, likewise.
 */
export async function readSources(
  root: URL | ((model: string) => URL),
  examples: readonly string[],
  models: readonly string[],
): Promise<Sources> {
  const folderOf = typeof root === "function" ? root : (model: string) => sourcesIn(root, model);
  const read = async (model: string, name: string): Promise<SourceFile[]> => {
    const path = `packages/${model}/src/${name}`;
    try {
      return [{ model, path, text: await readFile(new URL(name, folderOf(model)), "utf8") }];
    } catch {
      return [];
    }
  };
  // Names come from records: only what can be a file of a port is looked for.
  const ports = await Promise.all(
    models.filter(isFileName).map(async (model) => ({ model, names: await filesOf(folderOf(model)) })),
  );
  const entries = await Promise.all(
    examples.filter(isFileName).map(async (example) => {
      // The example's own file, then what runs elsewhere for it: `fib.ts`, `fib.worker.ts`.
      const files = ports.flatMap(({ model, names }) => [
        read(model, `${example}.ts`),
        ...names.filter((name) => isPartOf(example, name)).map((name) => read(model, name)),
      ]);
      return [example, (await Promise.all(files)).flat()] as const;
    }),
  );
  return new Map(entries);
}

/**
 * The same files, their syntax colored. It takes a second or two, on a thread of its own: called early, it costs whoever
 * reckons meanwhile nothing.
 *
 * @param modules the folder of installed packages, in whose cache the result is kept for the next page. Default: it is not.
 * @throws what ended the thread.
 */
export async function paintSources(sources: Sources, modules?: string): Promise<Sources> {
  const texts = new Set([...sources.values()].flat().map(({ text }) => text));
  if (texts.size === 0) return sources;
  const kept = modules === undefined ? undefined : await openPainted(modules);
  const painted = new Map([...texts].map((text) => [text, kept?.get(text, "ts")] as const));
  const missing = [...texts].filter((text) => painted.get(text) === undefined);
  for (const [i, one] of (await paintAll(missing)).entries()) {
    const text = missing[i] as string;
    painted.set(text, one);
    kept?.set(text, "ts", one);
  }
  await kept?.keep();
  return new Map(
    Array.from(sources, ([example, files]) => [
      example,
      files.map((file) => ({ ...file, painted: raw(painted.get(file.text) ?? "") })),
    ]),
  );
}

async function paintAll(texts: readonly string[]): Promise<readonly string[]> {
  if (texts.length === 0) return [];
  const worker = new Worker(new URL("./html/code.worker.ts", import.meta.url), { workerData: texts });
  const [painted] = (await once(worker, "message")) as [readonly string[]];
  return painted;
}

const isText = (value: unknown): value is string => typeof value === "string";

function openPainted(modules: string): Promise<KeptByContent<string>> {
  const { resolve } = createRequire(import.meta.url);
  const makers = [
    fileURLToPath(new URL("./html/code.ts", import.meta.url)),
    ...["core/package.json", "engine-javascript", "langs/typescript"].map((name) =>
      resolve(`@shikijs/${name}`),
    ),
  ];
  // All sources of this project, several times over.
  return KeptByContent.open({ modules, name: "painted", makers, is: isText, most: 2_000 });
}

/**
 * The models that there are: the packages with a file for some example, those of `first` before the others.
 *
 * @param root the folder that holds `packages/`; with a slash at its end.
 */
export async function modelsOf(
  root: URL,
  examples: readonly string[],
  first: readonly string[] = [],
): Promise<readonly string[]> {
  const wanted = new Set(examples.map((example) => `${example}.ts`));
  const packages = (await readdir(new URL("packages/", root))).filter((name) => name !== "spec");
  const found = await Promise.all(
    packages.map(async (name) =>
      (await filesOf(sourcesIn(root, name))).some((file) => wanted.has(file)) ? [name] : [],
    ),
  );
  const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
  return found.flat().toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

function sourcesIn(root: URL, model: string): URL {
  return new URL(`packages/${model}/src/`, root);
}

async function filesOf(folder: URL): Promise<readonly string[]> {
  const files = await readdir(folder).catch((): string[] => []);
  return files.toSorted();
}

function isPartOf(example: string, file: string): boolean {
  const [name, part, ...more] = file.split(".");
  return name === example && part !== undefined && part !== "ts" && more.join(".") === "ts";
}

function isFileName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,63}$/.test(name);
}
