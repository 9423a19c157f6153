// The `package.json` of a published package, made from that of its workspace.
import type { Manifest } from "./workspaces.ts";

/** The oldest Node that runs the published code. Node 22.18 is the first one that strips types by itself. */
const oldestNode = ">=22.18.0";

/** The file that an installed `byturns` starts. In the checkout a script starts the pinned Node. */
const binary = "./dist/main.js";

/**
 * Rewrites a manifest: every export names compiled code and its types, and what only the checkout needs is left out.
 *
 * @throws RangeError when an export is not a file of `src`.
 */
export function publishedManifest(manifest: Manifest): Manifest {
  const { private: _, devDependencies: __, scripts: ___, bin, exports, ...rest } = manifest;
  const entries = Object.entries(exports ?? {}).map(([name, file]) => [name, compiled(manifest.name, file)]);
  return {
    ...rest,
    engines: { node: oldestNode },
    ...(bin === undefined ? {} : { bin: Object.fromEntries(Object.keys(bin).map((name) => [name, binary])) }),
    exports: { ...Object.fromEntries(entries), "./package.json": "./package.json" },
    files: ["dist", "src", ...dataFolders],
    sideEffects: false,
  };
}

/** Folders of data that some packages read when they run. */
export const dataFolders: readonly string[] = ["docs", "benchmarks", "programs"];

function compiled(name: string, file: string): object {
  const [, path] = /^\.\/src\/(.+)\.ts$/.exec(file) ?? [];
  if (path === undefined)
    throw new RangeError(`${name} exports ${file}: expected a TypeScript file of ./src`);
  return { types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` };
}
