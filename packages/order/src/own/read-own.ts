// From what a user's file exports to a probe, with what may be left out filled in.
import { groups, type Kind, type Probe, type Program, type Promised } from "../probe.ts";
import { programFiles } from "../program.ts";
import type { OwnProbe } from "./load.ts";
import type { ProgramText } from "./loaded.ts";

const kinds: readonly Kind[] = ["module", "loaded", "commonjs", "worker"];
const models = ["promises", "fibers", "threads"] as const;
const fields = [
  "id",
  "group",
  "title",
  "question",
  "kinds",
  "models",
  "program",
  "modules",
  "imports",
  "workers",
  "promises",
  "claims",
  "relied",
  "cause",
  "witnesses",
  "recorder",
  "endings",
  "limitMs",
];

type Problem = { readonly problem: string; readonly line?: number };

/**
 * Reads a probe. Claims are left out: they say what was reported of a runtime, and a baseline holds that for one's own.
 *
 * @param id what the file's name gives.
 * @param given what the file exports, its functions as their texts.
 * @returns the probe, or what is wrong with it, as the end of a sentence that begins with its file.
 */
export function readOwn(id: string, given: unknown): Pick<OwnProbe, "probe" | "lines"> | Problem {
  if (!isRecord(given)) return { problem: `its probe must be an object with a program, not ${shown(given)}` };
  const line = isProgram(given.program) ? { line: given.program.line } : {};
  const problem = problemOf(id, given);
  if (problem !== undefined) return { problem, ...line };
  const lines: Record<string, number> = {};
  const program = (name: string, one: unknown) => {
    const { text, line } = one as ProgramText;
    lines[name] = line;
    return programOf(text);
  };
  const programs = (name: "modules" | "workers") => {
    if (given[name] === undefined) return {};
    const entries = Object.entries(given[name] as Record<string, unknown>);
    return { [name]: Object.fromEntries(entries.map(([key, one]) => [key, program(`${name}.${key}`, one)])) };
  };
  const { claims: _, ...rest } = given;
  const probe = {
    group: "ticks",
    title: id,
    question: "In what order do the marks come?",
    kinds: ["module"],
    models: ["promises"],
    promises: [],
    relied: { likelihood: "sometimes", why: "It is your own program." },
    ...rest,
    id,
    claims: [],
    program: program("program", given.program),
    ...programs("modules"),
    ...programs("workers"),
  } as Probe;
  try {
    for (const kind of probe.kinds) programFiles(probe, kind, "kept");
  } catch {
    return {
      problem: "its programs must be functions with a body in braces: program({ mark }) { … }",
      ...line,
    };
  }
  return { probe, lines };
}

function problemOf(id: string, given: Readonly<Record<string, unknown>>): string | undefined {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) {
    return `"${id}" cannot be a probe's id: name the file with lower-case letters, digits and hyphens`;
  }
  const unknown = Object.keys(given).find((name) => !fields.includes(name));
  if (unknown !== undefined) return `a probe has no field "${unknown}": there are ${fields.join(", ")}`;
  if (given.id !== undefined && given.id !== id) {
    return `its id is ${shown(given.id)}: expected "${id}", as the file is named, or none`;
  }
  if (!isProgram(given.program)) {
    return `its program must be a function, not ${shown(given.program)}: program({ mark }) { … }`;
  }
  return (
    listProblem(given, "kinds", kinds, 1) ??
    listProblem(given, "models", models, 0) ??
    listProblem(given, "group", groups, 1) ??
    listProblem(given, "recorder", ["written"], 1) ??
    textProblem(given, ["title", "question"]) ??
    stringsProblem(given, ["imports", "endings", "witnesses"]) ??
    programsProblem(given) ??
    limitProblem(given.limitMs) ??
    promisesProblem(given.promises)
  );
}

function listProblem(
  given: Readonly<Record<string, unknown>>,
  name: string,
  known: readonly string[],
  least: number,
): string | undefined {
  const value = given[name];
  if (value === undefined) return undefined;
  const many = name.endsWith("s");
  const values = many ? value : [value];
  const fits =
    Array.isArray(values) && values.length >= least && values.every((one) => known.includes(one as string));
  if (fits) return undefined;
  const wanted = many ? "a list of" : "one of";
  return `its ${name} must be ${wanted} ${known.join(", ")}, not ${shown(value)}`;
}

function textProblem(given: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  const wrong = names.find((name) => given[name] !== undefined && typeof given[name] !== "string");
  return wrong === undefined ? undefined : `its ${wrong} must be text, not ${shown(given[wrong])}`;
}

function stringsProblem(
  given: Readonly<Record<string, unknown>>,
  names: readonly string[],
): string | undefined {
  const wrong = names.find((name) => given[name] !== undefined && !isStrings(given[name]));
  return wrong === undefined ? undefined : `its ${wrong} must be a list of texts, not ${shown(given[wrong])}`;
}

function programsProblem(given: Readonly<Record<string, unknown>>): string | undefined {
  for (const name of ["modules", "workers"]) {
    const value = given[name];
    if (value === undefined) continue;
    if (!isRecord(value) || !Object.values(value).every(isProgram)) {
      return `its ${name} must be functions by name, not ${shown(value)}`;
    }
  }
  return undefined;
}

function limitProblem(limitMs: unknown): string | undefined {
  if (limitMs === undefined || (typeof limitMs === "number" && limitMs > 0 && limitMs <= 600_000))
    return undefined;
  return `its limitMs must be above 0 and at most 600000, not ${shown(limitMs)}`;
}

function promisesProblem(promises: unknown): string | undefined {
  if (promises === undefined) return undefined;
  if (!Array.isArray(promises)) return `its promises must be a list, not ${shown(promises)}`;
  for (const [i, one] of (promises as readonly (Partial<Promised> | null)[]).entries()) {
    const given: Readonly<Record<string, unknown>> = isRecord(one) ? one : {};
    const rules = ["order", "always", "never", "open"].filter((rule) => given[rule] !== undefined);
    const [rule = ""] = rules;
    const missing = ["by", "says", "link"].find((name) => typeof given[name] !== "string");
    if (missing !== undefined) return `promise ${i + 1} has no text in "${missing}"`;
    if (rules.length !== 1 || !isStrings(given[rule])) {
      return `promise ${i + 1} must have one of order, always, never or open, with a list of marks`;
    }
  }
  return undefined;
}

/** A function of which only the text is known, which is all that is used of a program. */
function programOf(text: string): Program {
  return Object.assign(() => undefined, { toString: () => text });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isProgram(value: unknown): value is ProgramText {
  return isRecord(value) && value._tag === "program";
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function shown(value: unknown): string {
  if (isProgram(value)) return "a function";
  const text = value === undefined ? "undefined" : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
