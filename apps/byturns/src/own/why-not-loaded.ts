// Why a file could not be loaded, from how its process ended, as one sentence.
import { readFile } from "node:fs/promises";
import type { Fault } from "@byturns/order";
import { type Loading, lineIn, placeIn, type Thrown } from "@byturns/order/own/load-in-child";
import { fault, short } from "./fault.ts";
import { onlyThere, whyNotImported } from "./why-not-imported.ts";

const declares = "a file declares an example, and runs nothing when it is loaded";

/**
 * @param limitMs the time it had.
 * @returns what happened, where, and what would be right.
 */
export async function whyNotLoaded(
  { code, signal, error, thrown, late }: Omit<Loading<unknown>, "message">,
  file: string,
  limitMs: number,
): Promise<Fault> {
  if (late) return fault(file, `it was not loaded within ${limitMs / 1_000} s: ${declares}`);
  if (code === 13) return fault(file, `an await at its top level never settles: ${declares}`);
  if (thrown === undefined) {
    const end = signal === null ? `exit code ${code}` : signal;
    const why = /heap out of memory/.test(error)
      ? "it ran out of memory"
      : `it ended the process with ${end}`;
    return fault(file, `${why} while it was loaded: ${declares}`);
  }
  const text = `${thrown.stack}\n${error}`;
  const line = lineIn(text, file);
  const imported = await whyNotImported(thrown, file);
  if (imported !== undefined) {
    return imported.file === file
      ? fault(file, imported.says, imported.line ?? line)
      : fault(file, `${imported.says} (in ${at(imported)})`);
  }
  // What the file imports is named where the error does not come by way of the file.
  const place = line === undefined ? placeIn(text) : { file, line };
  const source = await lineOf(place);
  const says = whyThrown(thrown, source);
  return place === undefined || place.file === file
    ? fault(file, says, line)
    : fault(file, `${says} (in ${at(place)})`);
}

const at = ({ file, line }: { readonly file: string; readonly line?: number | undefined }) =>
  line === undefined ? file : `${file}:${line}`;

async function lineOf(place: { readonly file: string; readonly line: number } | undefined): Promise<string> {
  if (place === undefined) return "";
  const source = await readFile(place.file, "utf8").catch(() => "");
  return source.split("\n")[place.line - 1]?.trim() ?? "";
}

function whyThrown({ name, message, code, stack }: Thrown, line: string): string {
  if (code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") return whyNotStripped(message);
  if (code === "ERR_UNHANDLED_REJECTION") {
    const [, value = "what is no error"] = /the reason "(.*)"\.$/s.exec(message) ?? [];
    return `a promise rejects with ${short(value)} while it is loaded, and nothing awaits it: ${declares}`;
  }
  // One that the file's own code throws, as of JSON.parse, comes from another place than Node's loader.
  const [frame = ""] = /^\s*at .*$/m.exec(stack) ?? [];
  if (name === "SyntaxError" && frame.includes("node:internal")) {
    if (line.startsWith("@")) {
      return "it uses a decorator, which no runtime runs without a build: call the function instead, or build it to JavaScript first";
    }
    return `it cannot be parsed: SyntaxError: ${short(message)}`;
  }
  const [, runtime] = name === "ReferenceError" ? (/^(Deno|Bun) is not defined/.exec(message) ?? []) : [];
  const what =
    name === "Error" ? short(message) || "an Error without a message" : short(`${name}: ${message}`);
  return `it cannot be loaded: it throws ${what}${runtime === undefined ? "" : `: ${onlyThere(runtime)}`}`;
}

/** Why types could not be stripped, from what Node says of it. */
export function whyNotStripped(message: string): string {
  const [, syntax] = /TypeScript ([\w ]+?) (?:is|are) not supported/.exec(message) ?? [];
  if (syntax === undefined) return `its types cannot be stripped: ${short(message)}`;
  const instead: Readonly<Record<string, string>> = {
    enum: "write a const object",
    "namespace declaration": "write a module",
    "parameter property": "declare the field, and assign it in the constructor",
    "import equals declaration": "write import … from",
    "export assignment": "write export default",
  };
  const how = Object.entries(instead).find(([name]) => syntax.startsWith(name))?.[1];
  return `it uses a TypeScript ${syntax}, which is more than types and cannot be stripped: ${how ?? "write JavaScript"} instead, or build it to JavaScript first`;
}
