// Compiles all workspaces at once: JavaScript, declarations, and maps of both. Nothing is bundled: a file for each file.
import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createRequire, stripTypeScriptTypes } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { root } from "./workspaces.ts";

/**
 * Compiles into a folder that mirrors the checkout: `packages/promises/src/fib.ts` becomes
 * `<out>/packages/promises/src/fib.js`.
 *
 * Types are not checked here; `npm run types` does that.
 *
 * @param out an empty folder.
 * @throws Error when a file cannot be compiled, with the compiler's output.
 */
export async function emit(out: string): Promise<void> {
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
    "bin",
    "tsc",
  );
  const config = fileURLToPath(new URL("../tsconfig.emit.json", import.meta.url));
  // Several checkers work out the types of declarations anew, each for itself.
  const words = [compiler, "-p", config, "--outDir", out, "--checkers", "1"];
  await promisify(execFile)(process.execPath, words, { cwd: root }).catch((error: { stdout?: string }) => {
    throw new Error(`Cannot compile: ${error.stdout?.trim() || String(error)}`, { cause: error });
  });
  await Promise.all(probes().map((file) => strip(file, out)));
  const made = globSync("{packages,apps}/*/src/**/*.{js,d.ts,map}", { cwd: out });
  await Promise.all(made.map((file) => finish(file, out)));
}

/**
 * Probes of event order are run as the text that their functions print. Their types are blanked out and nothing else
 * changes, so that an installed probe is the same program as in the checkout.
 */
function probes(): readonly string[] {
  return globSync("packages/order/src/probes/*.ts", { cwd: root });
}

async function strip(file: string, out: string): Promise<void> {
  const source = stripTypeScriptTypes(await readFile(join(root, file), "utf8"));
  const name = file.replace(/\.ts$/, ".js");
  // Positions are those of the source, so it needs no map.
  await writeFile(join(out, name), source.replace(relativeImport, "$1.js$2"));
  await rm(join(out, `${name}.map`));
}

const relativeImport = /((?:\bfrom\s*|\bimport\s*\(?\s*)"\.{1,2}\/[^"\n]+)\.ts(")/g;

/** A file beside the code that is loaded by address: a worker, a child process, an entry. The compiler leaves it. */
const relativeUrl = /(\bnew URL\(\s*"\.{1,2}\/[^"\n]+)\.ts(")/g;

async function finish(file: string, out: string): Promise<void> {
  const path = join(out, file);
  const text = await readFile(path, "utf8");
  if (file.endsWith(".map")) await writeFile(path, mapped(path, file, text));
  else await writeFile(path, text.replace(relativeImport, "$1.js$2").replace(relativeUrl, "$1.js$2"));
}

/** The compiler's path to a source is relative to where it wrote; in a package, `dist` and `src` lie side by side. */
function mapped(written: string, file: string, text: string): string {
  const map = JSON.parse(text) as { sources: string[] };
  const workspace = file.split("/").slice(0, 2).join("/");
  const inDist = join("dist", relative(join(workspace, "src"), dirname(file)));
  const sources = map.sources.map((source) => {
    const inWorkspace = relative(join(root, workspace), resolve(dirname(written), source));
    return relative(inDist, inWorkspace);
  });
  return JSON.stringify({ ...map, sources });
}
