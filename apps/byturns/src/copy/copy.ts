// Copies an example out of the project, with everything it needs and its imports rewritten.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { makeFolder } from "@byturns/record";
import type { AnySpec } from "@byturns/spec";
import manifest from "../../package.json" with { type: "json" };
import { makeCatalog } from "../catalog.ts";
import { Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { known } from "../text/nearest.ts";
import { paint, print, printJson } from "../text/terminal.ts";
import { type CopiedFile, gather } from "./copied-files.ts";
import { testOf } from "./copied-test.ts";

/** What to copy, from the command line. */
interface CopyOptions {
  readonly example: string;
  readonly model: string;
  readonly to: string;
  readonly withExample: boolean;
  readonly withTest: boolean;
  readonly force: boolean;
  readonly json: boolean;
}

/**
 * Writes an example's files into a folder.
 *
 * @throws Usage when an argument is unknown, the model supports the example under no runtime, or a different file
 * exists and `force` is not given; then nothing is written.
 */
export async function copyExample(options: CopyOptions): Promise<number> {
  const catalog = await makeCatalog();
  const example = known("example", options.example, Object.keys(catalog.specs));
  const model = known("model", options.model, catalog.models);
  const spec = catalog.specs[example] as AnySpec;
  const reasons = catalog.runtimes.map(({ id }) => catalog.unsupported(model, example, id));
  if (reasons.every((reason) => reason !== undefined)) {
    throw new Usage(`Cannot copy ${example} for ${model}, which does not support it: ${reasons[0]}`);
  }
  const to = resolve(options.to);
  const origin = { model, example, version: manifest.version };
  const test = options.withTest ? await testOf(origin, spec) : undefined;
  const extent = options.withTest ? "spec" : options.withExample ? "example" : "helper";
  const { files, packages } = await gather(origin, extent);
  const all = [...files, ...(test === undefined ? [] : [test])];
  const written = await writeAll(all, to, options.force);
  const needs = [...packages].toSorted();
  if (options.json) printJson({ to, files: all.map(({ path }) => path), written, packages: needs });
  else {
    const here = relative(process.cwd(), to);
    const shown = here.startsWith("..") || isAbsolute(here) ? to : here;
    for (const { path } of all)
      print(`${written.includes(path) ? "wrote" : paint("dim", "there")}  ${join(shown, path)}`);
    if (needs.length > 0) print(`It imports ${needs.join(", ")}: npm install ${needs.join(" ")}`);
    print(paint("dim", "Type-check it with allowImportingTsExtensions, and @types/node."));
  }
  return exitCodes.ok;
}

/** Writes the missing files, or nothing at all if a file would be lost. */
async function writeAll(files: readonly CopiedFile[], to: string, force: boolean): Promise<string[]> {
  const before = await Promise.all(
    files.map(({ path }) =>
      readFile(join(to, path), "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      }),
    ),
  );
  const lost = files.filter(({ text }, i) => before[i] !== undefined && before[i] !== text);
  if (lost.length > 0 && !force) {
    const names = lost.map(({ path }) => join(to, path)).join(", ");
    throw new Usage(
      `Cannot copy to ${to}: ${names} would be overwritten. Name another folder, or add --force`,
    );
  }
  const fresh = files.filter(({ text }, i) => before[i] !== text);
  for (const { path, text } of fresh) {
    await makeFolder(dirname(join(to, path)));
    await writeFile(join(to, path), text);
  }
  return fresh.map(({ path }) => path);
}
