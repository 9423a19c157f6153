// `npm run release`: shows what would be published. Nothing is published from here.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { assembleAll } from "./assemble.ts";
import { packAll } from "./pack.ts";

const usage = "Usage: npm run release -- --dry-run, or npm run release -- --out <folder>";

try {
  process.exitCode = await release(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** @returns the exit code: 2 when an argument is unknown. */
async function release(args: readonly string[]): Promise<number> {
  const read = readArguments(args);
  if ("wrong" in read) {
    console.error(`${read.wrong}\n${usage}`);
    return 2;
  }
  const kept = read.dryRun ? undefined : resolve(read.out ?? "release");
  const folder = kept ?? (await mkdtemp(join(tmpdir(), "byturns-release-")));
  try {
    const packed = await packAll(await assembleAll(join(folder, "packages")), join(folder, "tarballs"));
    for (const { name, version, files, packedBytes, unpackedBytes } of packed) {
      const size = `${kB(packedBytes)} packed, ${kB(unpackedBytes)} installed`;
      console.log(`${`${name}@${version}`.padEnd(32)}${String(files).padStart(6)} files, ${size}`);
    }
    const total = packed.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
    console.log(`${packed.length} packages, ${kB(total)} packed. Nothing was published.`);
    if (kept !== undefined) {
      console.log(`Publishing is the maintainers' step, the command last:`);
      for (const { tarball } of packed.toReversed()) console.log(`  npm publish --access public ${tarball}`);
    }
    return 0;
  } finally {
    if (kept === undefined) await rm(folder, { recursive: true, force: true });
  }
}

function readArguments(
  args: readonly string[],
): { dryRun: boolean; out: string | undefined } | { wrong: string } {
  try {
    const options = { "dry-run": { type: "boolean", default: false }, out: { type: "string" } } as const;
    const { values } = parseArgs({ args: [...args], options });
    return { dryRun: values["dry-run"], out: values.out };
  } catch (error) {
    return { wrong: (error as Error).message };
  }
}

function kB(bytes: number): string {
  return `${Math.ceil(bytes / 1000)} kB`;
}
