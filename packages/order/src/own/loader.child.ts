// Loads one file of a user's probe in a process of its own, and sends what it exports: a file may throw, end the
// process or never settle, and must not take the command along.
import { readFile } from "node:fs/promises";
import * as Module from "node:module";
import { fileURLToPath } from "node:url";
import type { LoadedMessage, ProgramText } from "./loaded.ts";

const [address = ""] = process.argv.slice(2);
/** What `defineExample` marks its value with. */
const exampleBrand = Symbol.for("byturns.example");
// Kept out of the file's reach, as is the way to close it.
const send = process.send?.bind(process);
delete process.send;
Reflect.deleteProperty(process, "disconnect");

const { probe, default: byDefault } = (await import(address)) as Record<string, unknown>;
const exported = probe ?? byDefault;
const source = await readFile(fileURLToPath(address), "utf8");
send?.(messageOf(exported));

function messageOf(value: unknown): LoadedMessage {
  if (value === undefined) return { _tag: "none" };
  if (typeof value === "object" && value !== null && exampleBrand in value) return { _tag: "example" };
  return { _tag: "exported", value: withTexts(value, stripped(address, source)) };
}

/** The file as the runtime sees it: functions print their text without types, at the same lines. */
function stripped(file: string, text: string): string {
  return /\.[cm]?ts$/.test(file) ? Module.stripTypeScriptTypes(text) : text;
}

/** A value that can be sent: functions become their texts, and what cannot be sent becomes its kind. */
function withTexts(value: unknown, text: string, depth = 0): unknown {
  if (typeof value === "function") {
    const program = value.toString();
    const at = text.indexOf(program);
    const line = at < 0 ? 1 : text.slice(0, at).split("\n").length;
    return { _tag: "program", text: program, line } satisfies ProgramText;
  }
  if (typeof value !== "object" || value === null || depth > 6) {
    return ["symbol", "bigint"].includes(typeof value) ? String(value) : value;
  }
  if (Array.isArray(value)) return value.map((one) => withTexts(one, text, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withTexts(one, text, depth + 1)]),
  );
}
