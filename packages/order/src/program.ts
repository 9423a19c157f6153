// From a probe to the files of a program: what the probe's functions hold becomes the top level of a module.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Kind, Probe, Program } from "./probe.ts";

/**
 * How marks leave the process.
 *
 * - `kept`: in memory that all threads share, written once, when the process ends. A mark is a few stores.
 * - `written`: each by one synchronous write, in the moment it is made.
 * - `printed`: by `console.log`, as in the program that people are shown.
 */
export type Recorder = "kept" | "written" | "printed";

/** One file of a program. The first of a program's files is the one to start. */
export interface ProgramFile {
  readonly name: string;
  readonly text: string;
  /** The function whose body it holds: `program`, `modules.<name>` or `workers.<name>`; `start` is none of the probe's. */
  readonly holds: string;
  /** How many lines stand before the body, and how many of the function's lines are not in it. */
  readonly before: number;
  readonly leftOut: number;
}

/** The byte before a mark's name, which tells it from what the program itself prints. */
export const markByte = "\u0001";

/**
 * The files of a probe as one kind; the first is the one to start.
 *
 * @throws TypeError when a program is not a function with a body in braces.
 */
export function programFiles(probe: Probe, kind: Kind, recorder: Recorder): readonly ProgramFile[] {
  const commonJs = kind === "commonjs";
  const extension = commonJs ? "cjs" : "mjs";
  const id = `${probe.id}.${kind}`;
  const loaded = kind === "loaded";
  const form: Form = { id, extension, imports: probe.imports ?? [], recorder, commonJs, loaded };
  const file = (name: string, role: Role, holds: string, program: Program): ProgramFile => ({
    name: `${id}.${name}`,
    holds,
    ...source({ ...form, role }, program),
  });
  const files: ProgramFile[] = [];
  if (kind === "worker") {
    const start = ({ thread }: { thread(name: string): unknown }) => {
      thread("body");
    };
    files.push(file("start.mjs", "main", "start", start as unknown as Program));
    files.push(file("body.mjs", "worker", "program", probe.program));
  } else {
    files.push(file(extension, "main", "program", probe.program));
  }
  for (const [name, program] of Object.entries(probe.modules ?? {})) {
    files.push(file(`${name}.${extension}`, "module", `modules.${name}`, program));
  }
  for (const [name, program] of Object.entries(probe.workers ?? {})) {
    files.push(file(`${name}.${extension}`, "worker", `workers.${name}`, program));
  }
  return files;
}

/**
 * The program as one can paste it into a file and run it: marks are printed.
 *
 * @returns the text of the one file, or of all, each under its name.
 */
export function showProgram(probe: Probe, kind: Kind = probe.kinds[0] ?? "module"): string {
  const files = programFiles(probe, kind, "printed");
  if (files.length === 1) return files[0]?.text ?? "";
  return files.map((file) => `// ${file.name}\n${file.text}`).join("\n");
}

type Role = "main" | "module" | "worker";

interface Form {
  /** What the names of the program's files begin with. */
  readonly id: string;
  readonly extension: string;
  readonly imports: readonly string[];
  readonly recorder: Recorder;
  readonly commonJs: boolean;
  readonly loaded: boolean;
}

const effectModules = ["Effect", "Fiber", "Scheduler"];

const nodeModules: Readonly<Record<string, string>> = {
  asyncHooks: "node:async_hooks",
  childProcess: "node:child_process",
  crypto: "node:crypto",
  domain: "node:domain",
  events: "node:events",
  fs: "node:fs",
  http: "node:http",
  net: "node:net",
  os: "node:os",
  perfHooks: "node:perf_hooks",
  stream: "node:stream",
  timersPromises: "node:timers/promises",
  workerThreads: "node:worker_threads",
};

function source(
  form: Form & { readonly role: Role },
  program: Program,
): Pick<ProgramFile, "text" | "before" | "leftOut"> {
  const { tools, body: whole, leftOut } = dissect(program);
  // Types leave blanks behind, which nobody wants to paste.
  const body =
    form.recorder === "printed" ? whole.replace(/(?<=\S) {2,}(?=[;,.()])|(?<=\S ) +(?=\S)/g, "") : whole;
  const lines: string[] = [];
  const load = (address: string) => (form.commonJs ? `require("${address}");` : `import "${address}";`);
  const take = (name: string, address: string) =>
    form.commonJs ? `const ${name} = require("${address}");` : `import * as ${name} from "${address}";`;
  if (form.loaded && form.role === "main") lines.push(load("node:fs"));
  for (const tool of tools) {
    const address = nodeModules[tool];
    if (address !== undefined) lines.push(take(tool, address));
    if (effectModules.includes(tool)) lines.push(take(tool, effectAddress(form.recorder, tool)));
  }
  if (tools.includes("thread")) lines.push(take("threads", "node:worker_threads"));
  if (form.role === "main") {
    for (const name of form.imports) lines.push(load(`./${form.id}.${name}.${form.extension}`));
  }
  lines.push(...recorderText(form, tools));
  for (const tool of tools) lines.push(...toolText(form, tool));
  const head = [...lines, ...(lines.length > 0 ? [""] : [])].join("\n");
  const before = head === "" ? 0 : head.split("\n").length;
  return { text: `${[...lines, ...(lines.length > 0 ? [""] : []), body].join("\n")}\n`, before, leftOut };
}

// What a recorder touches it may change: in Bun, loading `node:fs` changes when the first nextTick runs; in Deno,
// so does the global `process`. So each runtime's marks take the way that sets up nothing of Node's world. The text
// keeps to what Node 12 reads, for older versions are probed too.
const write =
  "globalThis.Deno ? (text) => Deno.stdout.writeSync(new TextEncoder().encode(text))" +
  " : globalThis.Bun ? (text) => console.log(text.trimEnd())" +
  ` : process.getBuiltinModule ? (text) => process.getBuiltinModule("fs").writeSync(1, text)` +
  " : (text) => console.log(text.trimEnd())";
const atEnd = `globalThis.Deno ? (then) => addEventListener("unload", then) : (then) => process.on("exit", then)`;

function recorderText(
  { recorder, role, commonJs }: Form & { readonly role: Role },
  tools: readonly string[],
): readonly string[] {
  const marks = tools.includes("mark");
  if (recorder === "printed") return marks ? ["const mark = (name) => console.log(name);"] : [];
  if (recorder === "written") {
    return marks ? [`const mark = ((write) => (name) => write("\\u0001" + name + "\\n"))(${write});`] : [];
  }
  // Names stand one after another in bytes that all threads share: a place is taken by one atomic addition, so
  // marks of several threads have one order. The first 4 bytes count.
  const lines: string[] = [];
  if (role === "worker") {
    lines.push(
      commonJs
        ? `const { workerData: __data } = require("node:worker_threads");`
        : `import { workerData as __data } from "node:worker_threads";`,
    );
  }
  const shared = role === "worker" ? "__data.marks" : "new SharedArrayBuffer(65536)";
  lines.push(`const __shared = globalThis.__marks || (globalThis.__marks = ${shared});`);
  if (marks) {
    lines.push(
      "const mark = ((cells, text) => (name) => {",
      "  let at = Atomics.add(cells, 0, name.length + 2) + 4;",
      "  text[at++] = 1;",
      "  for (let i = 0; i < name.length; i++) text[at++] = name.charCodeAt(i);",
      "  text[at] = 10;",
      "})(new Int32Array(__shared, 0, 1), new Uint8Array(__shared));",
    );
  }
  if (role === "main") {
    lines.push(
      `(${atEnd})(() => {`,
      "  const end = 4 + Atomics.load(new Int32Array(__shared, 0, 1), 0);",
      "  const text = new TextDecoder().decode(Uint8Array.from(new Uint8Array(__shared).subarray(4, end)));",
      `  (${write})(text);`,
      "});",
    );
  }
  return lines;
}

function toolText({ id, extension, recorder, commonJs }: Form, tool: string): readonly string[] {
  const file = `\`./${id}.\${name}.${extension}\``;
  const url = commonJs
    ? `new URL(${file}, require("node:url").pathToFileURL(__filename)).href`
    : `new URL(${file}, import.meta.url).href`;
  switch (tool) {
    case "spin":
      return [
        "const spin = (ms) => {",
        "  const end = performance.now() + ms;",
        "  while (performance.now() < end);",
        "};",
      ];
    case "address":
      return [`const address = (name) => ${url};`];
    case "thread": {
      const data = recorder === "kept" ? ", workerData: { marks: __shared, ...options.workerData }" : "";
      return [
        `const thread = (name, options = {}) =>`,
        `  new threads.Worker(new URL(${url}), { ...options${data} });`,
      ];
    }
    default:
      return [];
  }
}

/** Where a program finds a module of Effect; people are shown its name. */
function effectAddress(recorder: Recorder, name: string): string {
  if (recorder === "printed") return `effect/${name}`;
  return pathToFileURL(createRequire(import.meta.url).resolve(`effect/${name}`)).href;
}

/** Takes a function's text apart: the names it takes from its parameter, and its body without the indentation. */
function dissect(program: Program): { tools: readonly string[]; body: string; leftOut: number } {
  const text = program.toString();
  const open = text.indexOf("(");
  const close = open < 0 ? -1 : text.indexOf(")", open);
  const start = close < 0 ? -1 : text.indexOf("{", close);
  const end = text.lastIndexOf("}");
  if (start < 0 || end < start) {
    throw new TypeError(`Cannot take a program apart that has no body in braces: ${text.slice(0, 60)}`);
  }
  const tools = text
    .slice(open + 1, close)
    .replace(/[{}]/g, "")
    .split(",")
    .map((name) => (name.split(":")[0] ?? "").trim())
    .filter((name) => name !== "");
  const inner = text.slice(start + 1, end).replace(/[ \t]+$/gm, "");
  const lines = inner.replace(/^\n+|\n+$/g, "").split("\n");
  const leftOut = text.slice(0, start + 1).split("\n").length - 1 + (/^\n*/.exec(inner)?.[0].length ?? 0);
  const indents = lines.filter((line) => line !== "").map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return { tools, body: lines.map((line) => line.slice(indent)).join("\n"), leftOut };
}
