// Puts each package together in a folder, as it is published.
import { globSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { emit } from "./emit.ts";
import { dataFolders, publishedManifest } from "./manifest.ts";
import { publishable, root, type Workspace } from "./workspaces.ts";

/** A package that is ready to be packed. */
export interface Assembled {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

/** What the command reads beside its code, from the root of the checkout. */
const commandData = ["docs/order.json", "benchmarks/counts/exact.json", "benchmarks/counts/spread.json"];

/**
 * Compiles the sources and assembles every published package.
 *
 * @param into the folder that gets one folder a package; it is emptied first.
 * @returns the packages, the command first.
 * @throws Error when the sources cannot be compiled.
 */
export async function assembleAll(into: string): Promise<readonly Assembled[]> {
  const compiled = await mkdtemp(join(tmpdir(), "byturns-release-"));
  try {
    await Promise.all([rm(into, { recursive: true, force: true }), emit(compiled)]);
    return await Promise.all(publishable().map((one) => assemble(one, compiled, into)));
  } finally {
    await rm(compiled, { recursive: true, force: true });
  }
}

async function assemble({ folder, manifest }: Workspace, compiled: string, into: string): Promise<Assembled> {
  const { name, version } = manifest;
  const at = join(into, name.replace("@byturns/", "byturns-"));
  const from = join(root, folder);
  await mkdir(at, { recursive: true });
  await cp(join(compiled, folder, "src"), join(at, "dist"), { recursive: true });
  // Sources are shown in reports, copied by `byturns copy`, and what the maps point to.
  await cp(join(from, "src"), join(at, "src"), { recursive: true });
  const data = globSync(["src/**/*.{css,json,js}", ...dataFolders.map((one) => `${one}/**`)], { cwd: from });
  const isCommand = name === "byturns";
  await Promise.all([
    ...data.map((file) => copy(join(from, file), join(at, file.replace(/^src\//, "dist/")))),
    ...(isCommand ? commandData.map((file) => copy(join(root, file), join(at, file))) : []),
    copy(join(root, "LICENSE"), join(at, "LICENSE")),
    isCommand
      ? copy(join(root, "README.md"), join(at, "README.md"))
      : copy(join(from, "README.md"), join(at, "README.md")).catch(() =>
          writeFile(join(at, "README.md"), readme(manifest.name, String(manifest.description))),
        ),
    writeFile(join(at, "package.json"), `${JSON.stringify(publishedManifest(manifest), undefined, 2)}\n`),
  ]);
  return { name, version, folder: at };
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true });
}

function readme(name: string, description: string): string {
  return `# ${name}\n\n${description}.\n\nA part of \`byturns\`, which installs it.\n`;
}
