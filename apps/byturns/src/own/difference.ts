// Where two outputs differ first.
import { isDeepStrictEqual } from "node:util";

/**
 * The first difference, as where it is and what is there; undefined if both are deeply equal.
 *
 * @param name what the outputs are called.
 */
export function firstDifference(
  found: unknown,
  expected: unknown,
  name = "output",
): { readonly at: string; readonly found: string; readonly expected: string } | undefined {
  if (isDeepStrictEqual(found, expected)) return undefined;
  if (isObject(found) && isObject(expected) && Array.isArray(found) === Array.isArray(expected)) {
    const isList = Array.isArray(found);
    if (isList && found.length !== (expected as unknown[]).length) {
      return firstDifference(found.length, (expected as unknown[]).length, `${name}.length`);
    }
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      const at = isList ? `${name}[${key}]` : `${name}.${key}`;
      const [one, other] = [found, expected] as readonly Record<string, unknown>[];
      const difference = firstDifference(one?.[key], other?.[key], at);
      if (difference !== undefined) return difference;
    }
  }
  return { at: name, found: shown(found), expected: shown(expected) };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
