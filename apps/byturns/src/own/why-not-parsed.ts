// Where a file cannot be parsed: Bun says of a worker's file only that it has errors, and how many.
import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { lineIn } from "@byturns/order/own/load-in-child";
import { crashReason } from "@byturns/record";

/** In a process of its own: stripping types parses a file without running it, and warns that it is experimental. */
const program = `
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
const [file, sourceUrl] = process.argv.slice(1);
stripTypeScriptTypes(readFileSync(file, "utf8"), { sourceUrl });`;

const limitMs = 10_000;

/**
 * @param file an absolute path.
 * @returns what is wrong with it and where, such as `SyntaxError: Expression expected (in /a.ts:2)`; undefined if Node
 * parses it, or cannot read it.
 */
export function whyNotParsed(file: string): Promise<string | undefined> {
  const flags = ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", program];
  return new Promise((settle) => {
    execFile(
      process.execPath,
      [...flags, file, pathToFileURL(file).href],
      { timeout: limitMs },
      (_, __, stderr) => {
        const line = lineIn(stderr, file);
        const reason = crashReason(stderr).replace(" [ERR_INVALID_TYPESCRIPT_SYNTAX]", "");
        settle(
          line === undefined || !reason.startsWith("SyntaxError")
            ? undefined
            : `${reason} (in ${file}:${line})`,
        );
      },
    );
  });
}
