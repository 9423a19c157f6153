// `npm run follow -w apps/release [-- --host node@22]`: follows docs/your-own.md as a reader does, in an empty project with
// the packed packages, and says how many seconds each step took, and all until the first table. Packing is not part of it.
//
// With `--host`, npm and the command run under that version of Node, fetched through npm if it is not there.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { assembleAll } from "./assemble.ts";
import { follow, stepsOf } from "./guide.ts";
import { packAll } from "./pack.ts";
import { root } from "./workspaces.ts";

const limitSeconds = 60;
const { values } = parseArgs({ options: { host: { type: "string" } } });
const folder = await mkdtemp(join(tmpdir(), "byturns-follow-"));
try {
  const bin = join(root, "node_modules/.bin");
  const host = values.host === undefined ? bin : dirname(await hostNode(values.host));
  const packed = await packAll(await assembleAll(join(folder, "packages")), join(folder, "tarballs"));
  const project = join(folder, "project");
  await mkdir(project);
  await writeFile(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  let seconds = 0;
  let firstTable: number | undefined;
  await follow(stepsOf(await readFile(join(root, "docs/your-own.md"), "utf8")), {
    folder: project,
    path: [host, bin, process.env.PATH].join(":"),
    tarballs: packed.map(({ tarball }) => tarball),
    onStep(command, ms) {
      seconds += ms / 1_000;
      console.log(`${(ms / 1_000).toFixed(1).padStart(6)} s  ${command}`);
      if (/ bench (?!.*--dry-run)/.test(command)) firstTable ??= seconds;
    },
  });
  const { stdout } = await promisify(execFile)(join(host, "node"), ["--version"]);
  const isMet = firstTable !== undefined && firstTable <= limitSeconds;
  console.log(
    `${isMet ? "met     " : "NOT MET "} npm install to the first table under Node ${stdout.trim()}: asked <= ${limitSeconds} s, ` +
      `measured ${firstTable?.toFixed(1)} s; all steps ${seconds.toFixed(1)} s`,
  );
  if (!isMet) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** The path of a version of Node; the command of this checkout finds or fetches it. */
async function hostNode(wanted: string): Promise<string> {
  const byturns = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [join(root, "apps/byturns/src/main.ts"), "runtimes", ...args]);
  await byturns("--fetch", wanted, "--yes");
  const { stdout } = await byturns("--json");
  const found = JSON.parse(stdout) as readonly { id: string; version: string; path: string }[];
  const one = found.find(({ id, version }) => `${id}@${version}`.startsWith(`${wanted}.`));
  if (one === undefined) throw new Error(`There is no ${wanted}, although it was fetched`);
  return one.path;
}
