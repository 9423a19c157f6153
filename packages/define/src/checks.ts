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
const namePattern = /^[^\p{C}/,=\s]([^\p{C}/,=]{0,62}[^\p{C}/,=\s])?$/u;

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
  if (typeof name === "string" && namePattern.test(name)) return;
  throw new Wrong(
    `it names ${what} ${shown(name)}: a name has 1 to 64 printable characters, and none of / , =`,
    at,
  );
}

/** @throws Wrong when the function of a file throws. */
export function called<A>(what: string, at: string, work: () => A): A {
  try {
    return work();
  } catch (error) {
    throw new Wrong(
      `${what} throws ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
      at,
    );
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
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint" || typeof value === "symbol") return String(value);
  try {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
  } catch {
    return "an object";
  }
}
