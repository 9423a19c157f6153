// Loads one file of one's own in a process of its own, and sends what it declares: a file may throw, end the process or
// never settle, and must not take the command along.
import { readFile } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isRecord, shown } from "./checks.ts";
import { describe, type Problem, problemFrom } from "./describe.ts";
import { configOf } from "./describe-config.ts";
import { definitionOf } from "./example.ts";
import type { LoadedMessage } from "./loaded.ts";

const [address = "", kind = "example", others = "[]"] = process.argv.slice(2);
const failed = Symbol("failed");
// Kept out of the file's reach, as is the way to close it.
const send = process.send?.bind(process);
delete process.send;
Reflect.deleteProperty(process, "disconnect");

const loaded = await import(address).catch((error: unknown) => {
  // An error is printed with its place; of anything else only its value is known.
  if (error instanceof Error) throw error;
  const problem = `it throws ${shown(error)} while it is loaded: a file declares an example, and throws errors if anything`;
  return { [failed]: problem } as Record<PropertyKey, unknown>;
});
// A rejection that nothing awaits ends the process before its file counts as loaded.
await nextTurn();
await nextTurn();
send?.(await messageOf(loaded));

async function messageOf(exports: Record<PropertyKey, unknown>): Promise<LoadedMessage> {
  if (failed in exports) return located({ problem: String(exports[failed]), at: "throw" });
  const { probe, default: exported } = exports;
  if (kind === "config") {
    const config = problemFrom(() => configOf(exported));
    return "problem" in config ? located(config) : { _tag: "config", config };
  }
  if (isProbe(probe ?? exported)) {
    const problem = "it declares a probe, and no example: run it with byturns order";
    return located({ problem, at: "program" });
  }
  if (!("default" in exports)) {
    const problem = "it has no default export: write export default defineExample({ … })";
    return located({ problem, at: "defineExample" });
  }
  const definition = definitionOf(exported);
  if (definition === undefined) {
    const problem = `its default export is ${shown(exported)}, and not from defineExample: write export default defineExample({ … })`;
    return located({ problem, at: "export default" });
  }
  const description = describe(definition, JSON.parse(others));
  return "problem" in description ? located(description) : { _tag: "example", description };
}

function isProbe(value: unknown): boolean {
  return isRecord(value) && typeof Reflect.get(value, "program") === "function";
}

/** The problem, with the first line that has its name as a property or a word. */
async function located({ problem, at }: Problem): Promise<LoadedMessage> {
  const lines = (await readFile(fileURLToPath(address), "utf8")).split("\n");
  const escaped = (at ?? "defineExample").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const find = (pattern: RegExp) =>
    lines.findIndex((line) => pattern.test(line) && !/^\s*import\b/.test(line));
  const asProperty = find(new RegExp(`(^|[\\s{,"'])${escaped}["']?\\s*[:(]`));
  const found = [asProperty, find(new RegExp(escaped)), find(/defineExample\s*\(/)].find((line) => line >= 0);
  return { _tag: "problem", problem, ...(found === undefined ? {} : { line: found + 1 }) };
}
