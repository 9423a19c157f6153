// Which of a port check's causes a project's sources meet, and where.
import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, relative } from "node:path";
import type { PortFinding } from "../port-check.ts";
import { type SourceUse, sourceUses } from "./source-uses.ts";

/** One place where a project uses what differs. */
export interface SourcePlace extends SourceUse {
  /** Relative to the folder that was read. */
  readonly file: string;
}

/** A finding of the port check with the places that meet it. */
export interface SourceFinding {
  readonly finding: PortFinding;
  readonly places: readonly SourcePlace[];
}

/** What was found in a project's sources. */
export interface SourceReport {
  readonly files: number;
  /** Files that could not be parsed, with the parser's message. */
  readonly unread: readonly { readonly file: string; readonly why: string }[];
  /** Findings with at least one place, in the order of the port check. */
  readonly findings: readonly SourceFinding[];
}

const endings = new Set([".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"]);
const skipped = new Set(["node_modules", ".git"]);

/**
 * Reads the sources below a folder, or one file, and finds where they use what differs.
 *
 * @param findings what the port check found between the two runtimes.
 * @throws the system's error when the path cannot be read.
 */
export async function checkSources(path: string, findings: readonly PortFinding[]): Promise<SourceReport> {
  const whole = await stat(path);
  const files = whole.isDirectory() ? await sourceFiles(path) : [path];
  const places: SourcePlace[] = [];
  const unread: { file: string; why: string }[] = [];
  for (const file of files) {
    const name = whole.isDirectory() ? relative(path, file) : file;
    try {
      for (const use of sourceUses(await readFile(file, "utf8"), file)) places.push({ ...use, file: name });
    } catch (error) {
      unread.push({ file: name, why: (error as Error).message.split("\n")[0] ?? "" });
    }
  }
  return {
    files: files.length,
    unread,
    findings: findings.flatMap((finding) => {
      const wanted = new Set(finding.uses);
      const met = places.filter((place) => wanted.has(place.path));
      return met.length === 0 ? [] : [{ finding, places: met }];
    }),
  };
}

async function sourceFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name)) files.push(...(await sourceFiles(path)));
    } else if (endings.has(extname(entry.name)) && !/\.d\.[cm]?ts$/.test(entry.name)) files.push(path);
  }
  return files;
}
