// Calls every model of every file once, under the runtime that runs this program, and prints a line of JSON for each:
// what is wrong with it, or nothing.
import { readdir } from "node:fs/promises";
import { makeContext } from "@byturns/context";
import type { OwnExample } from "@byturns/define";
import { ownPort } from "@byturns/define/port";

const [runtime = "node"] = process.argv.slice(2);
const sources = new URL("../src/", import.meta.url);
const names = (await readdir(sources)).filter((name) => name.endsWith(".bench.ts")).sort();

for (const name of names) {
  const file = new URL(name, sources).href;
  const { definition }: OwnExample = (await import(file)).default;
  const [input] = Object.values(definition.inputs);
  let expected: string | undefined;
  for (const model of Object.keys(definition.models)) {
    const wrong = await wrongWith(model).catch((error: unknown) => [String(error)]);
    console.log(JSON.stringify({ file: name, model, wrong }));
  }

  async function wrongWith(model: string): Promise<readonly string[]> {
    const unsupported = definition.unsupported?.[model];
    if (typeof unsupported === "string") return [];
    if (unsupported !== undefined && Object.hasOwn(unsupported, runtime)) return [];
    const port = await ownPort(file, model);
    await using example = await port.open("", makeContext({ threads: 2 }));
    const output = await example.run(input);
    port.assertOutput?.(output);
    if (definition.check !== undefined) return port.judge?.(input, [output]).wrong ?? [];
    expected ??= JSON.stringify(output);
    return JSON.stringify(output) === expected ? [] : [`${JSON.stringify(output)}, and not ${expected}`];
  }
}
// Libraries may keep a timer or a process for a while.
process.exit();
