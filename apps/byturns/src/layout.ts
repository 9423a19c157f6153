// Where things are: in the checkout, or installed below a project's `node_modules`.
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const own = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
const marker = `${sep}node_modules${sep}`;

/** Whether this is an installed package, with compiled code. */
export const isInstalled = own.includes(marker);

/**
 * The folder that holds all sources: the checkout, or the project that this is installed in. Runs go below it, and its
 * `node_modules` has the runtimes.
 */
export const root = isInstalled ? own.slice(0, own.indexOf(marker)) : dirname(dirname(own));

/** The folder of recorded data, laid out as in the checkout. */
export const dataFolder = isInstalled ? own : root;

/** The recorded catalogue of event order. */
export const catalogueFile = join(dataFolder, "docs", "order.json");

/** The license of copied files. */
export const licenseFile = join(dataFolder, "LICENSE");

/** The folder of one of the project's packages, such as `promises`; its sources are in `src`. */
export function packageFolder(name: string): string {
  return isInstalled ? join(dirname(own), "@byturns", name) : join(root, "packages", name);
}

/**
 * The file to import for a source file of a package: itself, or what it was compiled to.
 *
 * @param file relative to the package's sources: `fib.ts`.
 */
export function moduleFile(name: string, file: string): string {
  return isInstalled
    ? join(packageFolder(name), "dist", file.replace(/\.ts$/, ".js"))
    : join(packageFolder(name), "src", file);
}
