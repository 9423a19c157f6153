// Named runtimes from the command line: one binary started with other flags or variables, or a binary of one's own.
import type { FoundRuntime } from "@byturns/lab";
import { findRuntimes } from "@byturns/lab/runtime/runtimes";
import { isIgnored, whyRefused } from "@byturns/lab/runtime/starts";
import { varied } from "@byturns/lab/runtime/variation";
import { root, runtimes, where } from "../catalog.ts";
import { asUsage, Usage } from "../text/errors.ts";
import { known, split } from "../text/nearest.ts";
import { chooseRuntimes } from "./runtimes.ts";

/** What the command line asks for. */
export interface VariationOptions {
  /** Beside what `chooseRuntimes` takes: `small=node@26`, `patched=/path/to/node`. */
  readonly runtimes: readonly string[];
  /** Each `small=--max-old-space-size=64 --no-opt`. */
  readonly flags?: readonly string[];
  /** Each `small:UV_THREADPOOL_SIZE=1`. */
  readonly env?: readonly string[];
}

/** The runtimes, and the variables that a runtime accepts and ignores. */
export interface ChosenRuntimes {
  readonly found: readonly FoundRuntime[];
  readonly ignored: readonly string[];
}

const nameForm = /^[A-Za-z][\w.-]{0,31}$/;

/**
 * Finds the requested runtimes, variations included, and starts each variation once to see that it runs.
 *
 * @throws Usage when a runtime is unknown or missing, a name is used twice or does not exist, a value is empty, or the
 * runtime refuses a flag or variable; its own error is in the message.
 */
export async function chooseVariations({
  runtimes: given,
  flags = [],
  env = [],
}: VariationOptions): Promise<ChosenRuntimes> {
  const wanted = split(given);
  const named = new Map<string, string>();
  for (const one of wanted) {
    const [name, what] = namedIn(one);
    if (name === undefined) continue;
    if (named.has(name)) throw new Usage(`Two runtimes are called ${name}: give each a name of its own`);
    named.set(name, what);
  }
  const plain = wanted.filter((one) => namedIn(one)[0] === undefined);
  const found = named.size > 0 && plain.length === 0 ? [] : [...(await chooseRuntimes(plain))];
  const [flagsOf, variablesOf] = [readFlags(flags, named), readVariables(env, named)];
  const ignored: string[] = [];
  for (const [name, what] of named) {
    const one = await plainRuntime(name, what);
    const environment = variablesOf.get(name);
    const variation = varied(one, {
      key: name,
      title: `${one.title} ${name}`,
      flags: flagsOf.get(name),
      environment,
    });
    const why = await whyRefused(variation, root);
    if (why !== undefined) throw new Usage(`${one.title} ${one.version} does not start as ${name}: ${why}`);
    for (const variable of Object.keys(environment ?? {})) {
      if (await isIgnored(variation, variable, root))
        ignored.push(`${one.title} ignores ${variable} (${name})`);
    }
    found.push(variation);
  }
  return { found, ignored };
}

/** The name in `name=runtime`, and the rest; `node=/path` names a runtime, not a variation. */
function namedIn(one: string): [name: string | undefined, what: string] {
  const at = one.indexOf("=");
  if (at === -1) return [undefined, one];
  const [name, what] = [one.slice(0, at), one.slice(at + 1)];
  if (runtimes.some(({ id }) => id === name)) {
    if (what === "" || /[/\\]/.test(what)) return [undefined, one];
    throw new Usage(
      `Cannot call a runtime ${name}, which is the name of one: write ${nameFor(name)}=${what}`,
    );
  }
  // A path may hold an equals sign.
  if (/[/\\]/.test(name)) return [undefined, one];
  if (!nameForm.test(name) || name === "all") {
    throw new Usage(
      `Cannot call a runtime "${name}": a name begins with a letter and has letters, digits, ".", "_" and "-"`,
    );
  }
  if (what.trim() === "")
    throw new Usage(`--runtime ${name}= names no runtime: write ${name}=node@26, or a path`);
  return [name, what];
}

async function plainRuntime(name: string, what: string): Promise<FoundRuntime> {
  const isPath = /[/\\]/.test(what);
  if (!isPath) return (await chooseRuntimes([what]))[0] as FoundRuntime;
  const { found, missing } = await asUsage(() => findRuntimes(where, [what]));
  const [one] = found;
  if (one === undefined) throw new Usage(`${name}: ${missing[0]?.why}`);
  return one;
}

function readFlags(given: readonly string[], named: ReadonlyMap<string, string>): Map<string, string[]> {
  const flags = new Map<string, string[]>();
  for (const one of given) {
    const at = one.indexOf("=");
    const name = one.slice(0, Math.max(0, at));
    if (at < 1) throw new Usage(`Cannot read --flags ${one}: write small="--max-old-space-size=64"`);
    mustBeNamed("--flags", name, named);
    const words = wordsOf(one.slice(at + 1));
    if (words.length === 0)
      throw new Usage(`--flags ${name}= is empty: write the flags behind the equals sign`);
    flags.set(name, [...(flags.get(name) ?? []), ...words]);
  }
  return flags;
}

function readVariables(
  given: readonly string[],
  named: ReadonlyMap<string, string>,
): Map<string, Record<string, string>> {
  const variables = new Map<string, Record<string, string>>();
  for (const one of given) {
    const [, name, variable, value] = /^([^:=]+):([A-Za-z_]\w*)=(.*)$/s.exec(one) ?? [];
    if (name === undefined || variable === undefined || value === undefined)
      throw new Usage(`Cannot read --env ${one}: write small:UV_THREADPOOL_SIZE=1`);
    mustBeNamed("--env", name, named);
    if (value === "")
      throw new Usage(`--env ${name}:${variable}= is empty: write a value behind the equals sign`);
    const before = variables.get(name) ?? {};
    if (variable in before) throw new Usage(`--env sets ${variable} of ${name} twice: give it once`);
    variables.set(name, { ...before, [variable]: value });
  }
  return variables;
}

function mustBeNamed(flag: string, name: string, named: ReadonlyMap<string, string>): void {
  if (named.has(name)) return;
  if (named.size > 0) known(`runtime named by --runtime for ${flag}`, name, [...named.keys()]);
  throw new Usage(`${flag} ${name}: name that runtime first, such as --runtime ${nameFor(name)}=node`);
}

const nameFor = (name: string) =>
  runtimes.some(({ id }) => id === name) || !nameForm.test(name) ? "small" : name;

/** Words at spaces; quotes hold a word together. */
function wordsOf(text: string): string[] {
  return Array.from(text.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g), ([word]) =>
    word.replaceAll(/["']/g, ""),
  );
}
