// Whether a value survives the way to the lab, which is JSON.

/** How deep a value is looked into; JSON itself fails at a few thousand levels. */
const deepest = 500;
/** As much as is shown of where such a value is. */
const longestPath = 40;

/**
 * Why a value cannot be carried as JSON, with where in it; undefined if it can. A property that is undefined is left out,
 * and a value with a method `toJSON`, such as a Date, is carried as what it returns.
 *
 * @param name what the value is called in the answer.
 */
export function whyNotJson(value: unknown, name = "output"): string | undefined {
  return look(value, name, new Set(), true);
}

function look(value: unknown, at: string, above: Set<object>, mayBeNothing = false): string | undefined {
  switch (typeof value) {
    case "undefined":
      return mayBeNothing ? undefined : `${at} is undefined`;
    case "bigint":
      return `${at} is a bigint: return a string or a number`;
    case "symbol":
    case "function":
      return `${at} is a ${typeof value}`;
    case "number":
      return Number.isFinite(value) ? undefined : `${at} is ${value}, which JSON does not have`;
    case "object":
      return value === null ? undefined : lookInto(value, at, above);
    default:
      return undefined;
  }
}

function lookInto(value: object, at: string, above: Set<object>): string | undefined {
  if (above.has(value)) return `${at} is a cycle: it leads back to what holds it`;
  if (above.size > deepest) return `${at.slice(0, longestPath)}… is more than ${deepest} levels deep`;
  if ("toJSON" in value && typeof value.toJSON === "function") {
    return look(value.toJSON(""), `toJSON() of ${at}`, new Set());
  }
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (kind !== "Object" && kind !== "Array") {
    const instead =
      kind === "Map"
        ? ": return Object.fromEntries(map)"
        : kind.endsWith("Array") || kind === "Set"
          ? ": return an array"
          : "";
    return `${at} is a ${kind}${instead}`;
  }
  above.add(value);
  const isList = Array.isArray(value);
  const entries: Iterable<[string | number, unknown]> = isList ? value.entries() : Object.entries(value);
  for (const [name, one] of entries) {
    const found = look(one, isList ? `${at}[${name}]` : `${at}.${name}`, above, !isList);
    if (found !== undefined) return found;
  }
  above.delete(value);
  return undefined;
}
