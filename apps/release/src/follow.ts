// `npm run follow -w apps/release [-- --host node@22]`: follows docs/your-own.md as a reader does, in an empty project with
// the packed packages, and says how many seconds each step took, and all until the first table. Packing is not part of it.
// Then one file with four models is put through every command under all three runtimes.
//
// With `--host`, npm and the command run under that version of Node, which npm fetches.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { assembleAll } from "./assemble.ts";
import { fourModels } from "./four-models.ts";
import { follow, stepsOf } from "./guide.ts";
import { packAll } from "./pack.ts";
import { root } from "./workspaces.ts";

const limitSeconds = 60;
const { values } = parseArgs({ options: { host: { type: "string" } } });
const folder = await mkdtemp(join(tmpdir(), "byturns-follow-"));
try {
  const bin = join(root, "node_modules/.bin");
  const host = values.host === undefined ? bin : await hostNode(values.host);
  const packed = await packAll(await assembleAll(join(folder, "packages")), join(folder, "tarballs"));
  const project = join(folder, "project");
  await mkdir(project);
  await writeFile(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  let seconds = 0;
  let firstTable: number | undefined;
  const page = stepsOf(await readFile(join(root, "docs/your-own.md"), "utf8"));
  await follow([...page, ...fourModels], {
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

/** The folder of a version of Node's program, brought by npm as the pinned one is: by the package that fits this machine. */
async function hostNode(wanted: string): Promise<string> {
  const version = /^node@(\d+(\.\d+)*)$/.exec(wanted)?.[1];
  if (version === undefined) throw new RangeError(`Cannot read --host ${wanted}: write node@22`);
  const { optionalDependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  const names = Object.keys(optionalDependencies);
  const name = names.find((one) => existsSync(join(root, "node_modules", one)));
  if (name === undefined) throw new Error(`None of ${names.join(", ")} is installed: run npm ci`);
  const words = [
    "install",
    "--no-audit",
    "--no-fund",
    "--prefix",
    join(folder, "host"),
    `${name}@${version}`,
  ];
  await promisify(execFile)("npm", words, { timeout: 120_000 });
  return join(folder, "host", "node_modules", ".bin");
}
