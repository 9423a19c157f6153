// Writes a file to begin with.
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { whyNoName } from "@byturns/define/checks";
import { Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { known } from "../text/nearest.ts";
import { isErrorWithCode } from "../text/system.ts";
import { print } from "../text/terminal.ts";
import { benchText } from "./bench-text.ts";
import { probeText } from "./probe-text.ts";

/** What each kind of file holds, and the command that runs it. */
const kinds: Readonly<Record<string, { text: (name: string) => string; run: string }>> = {
  bench: { text: benchText, run: "bench" },
  probe: { text: probeText, run: "order" },
};

/**
 * Writes `<name>.<kind>.ts` into the current folder, and prints how to run it.
 *
 * @returns the exit code.
 * @throws Usage when the kind or the name does not fit, or the file exists: it is never overwritten.
 */
export async function writeNew(kind: string, name: string): Promise<number> {
  const chosen = kinds[known("kind", kind, Object.keys(kinds))];
  if (chosen === undefined || !/^[a-z][a-z0-9-]{0,63}$/.test(name)) {
    throw new Usage(
      `Cannot name a ${kind} "${name}": use lower-case letters, digits and hyphens, a letter first, such as my-${kind}`,
    );
  }
  const why = whyNoName(name);
  if (why !== undefined) throw new Usage(`Cannot name a ${kind} "${name}": ${why}`);
  const file = `${name}.${kind}.ts`;
  try {
    await writeFile(file, chosen.text(name), { flag: "wx" });
  } catch (error) {
    if (!isErrorWithCode(error) || error.code !== "EEXIST") throw error;
    throw new Usage(`${resolve(file)} exists and was not changed: choose another name, or remove it first`);
  }
  print(`Wrote ${file}. Run it with: byturns ${chosen.run} ./${file}`);
  return exitCodes.ok;
}
