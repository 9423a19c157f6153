// What a definition is checked with: each failure says what was given, and what would be right.
import { nearest } from "@byturns/text/nearest";

/** What is wrong with a definition. */
export class Wrong extends Error {
  readonly at: string | undefined;
  constructor(problem: string, at?: string) {
    super(problem);
    this.at = at;
  }
}

/** What names may hold: they become parts of a cell's name and arguments on the command line. */
const namePattern = /^[^\p{C}/,=\s-]([^\p{C}/,=]{0,62}[^\p{C}/,=\s])?$/u;

/** @throws Wrong when there is a field that is not known; it names the nearest. */
export function onlyFields(given: object, known: readonly string[], what: string): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const [near] = nearest(unknown, known);
  const hint = near === undefined ? `there are ${known.join(", ")}` : `did you mean ${near}?`;
  throw new Wrong(`${what} has no field "${unknown}": ${hint}`, unknown);
}

/** @throws Wrong when it cannot be a part of a cell's name, or an argument on the command line. */
export function mustBeName(what: string, name: unknown, at: string): void {
  const why = whyNoName(name);
  if (why !== undefined) throw new Wrong(`it names ${what} ${shown(name)}: ${why}`, at);
}

/** Why something cannot be a name, as the end of a sentence; undefined if it can. */
export function whyNoName(name: unknown): string | undefined {
  if (typeof name !== "string" || !namePattern.test(name)) {
    return "a name has 1 to 64 printable characters, none of / , = and no - at its beginning";
  }
  // Names become keys of objects.
  if (name in {}) return "every object of JavaScript has something of that name";
  return undefined;
}

/** @throws Wrong when the function of a file throws. */
export function called<A>(what: string, at: string, work: () => A): A {
  try {
    return work();
  } catch (error) {
    throw new Wrong(`${what} throws ${thrown(error)}`, at);
  }
}

/** What was thrown, as text: it may be anything, and reading it may throw. */
export function thrown(error: unknown): string {
  try {
    if (!(error instanceof Error)) return shown(error);
    const [message = ""] = String(error.message).split("\n");
    return error.name === "Error" && message !== "" ? message : `${error.name}: ${message}`;
  } catch {
    return "what cannot be read";
  }
}

/** Whether it is a text of printable characters that says something. */
export const isText = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "" && !/\p{Cc}/u.test(value);

/** Whether it is an object, and no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value in an error, short. */
export function shown(value: unknown): string {
  const text = textOf(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function textOf(value: unknown): string {
  const plainly = plain(value);
  if (plainly !== undefined) return plainly;
  try {
    // What JSON would leave out or write as null is marked, and loses its quotes.
    const text = JSON.stringify(value, (_, one) => {
      const inside = one === value ? undefined : plain(one);
      return inside === undefined ? one : `\u0001${inside}\u0001`;
    });
    return text === undefined ? "nothing" : text.replace(/"\\u0001(.*?)\\u0001"/g, "$1");
  } catch {
    return "an object";
  }
}

/** What JSON cannot hold; undefined for the rest. */
function plain(value: unknown): string | undefined {
  switch (typeof value) {
    case "function":
      return "a function";
    case "object": {
      if (value === null || Array.isArray(value)) return undefined;
      const kind = kindOf(value);
      return kind === "Object" ? undefined : `a ${kind}`;
    }
    case "string":
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : String(value);
    default:
      return String(value);
  }
}

/** What an object calls itself: `Promise`, `Map`, and `Object` for those of a user's own classes. */
function kindOf(value: object): string {
  try {
    return Object.prototype.toString.call(value).slice(8, -1);
  } catch {
    return "Object";
  }
}
