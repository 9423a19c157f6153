// Packs assembled packages, through npm: what it leaves out here, it leaves out of what is published.
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Assembled } from "./assemble.ts";

/** A package's tarball. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  readonly tarball: string;
  /** What was packed. */
  readonly folder: string;
  readonly files: number;
  /** As packed, and as installed. */
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

/**
 * Packs packages into tarballs.
 *
 * @param into the folder of the tarballs.
 * @throws Error when npm cannot pack one, with npm's output.
 */
export async function packAll(assembled: readonly Assembled[], into: string): Promise<readonly Packed[]> {
  await mkdir(into, { recursive: true });
  const folders = assembled.map(({ folder }) => folder);
  const words = ["pack", "--json", "--loglevel=error", "--pack-destination", into, ...folders];
  const { stdout } = await promisify(execFile)("npm", words, { cwd: into, maxBuffer: 64 * 1024 * 1024 });
  return readPacked(stdout).map(({ name, version, filename, entryCount, size, unpackedSize }) => ({
    name,
    version,
    tarball: join(into, filename),
    folder: assembled.find((one) => one.name === name)?.folder ?? into,
    files: entryCount,
    packedBytes: size,
    unpackedBytes: unpackedSize,
  }));
}

interface NpmPacked {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
  readonly entryCount: number;
  readonly size: number;
  readonly unpackedSize: number;
}

/** npm prints a list, or from version 12 on an object by package. */
function readPacked(stdout: string): readonly NpmPacked[] {
  return Object.values(JSON.parse(stdout) as readonly NpmPacked[]);
}
