// Names on the command line: known ones, or an error that suggests some.
import { nearest } from "@byturns/text/nearest";
import { Usage } from "./errors.ts";

/**
 * Returns the name if it is known.
 *
 * @param kind the kind of thing named: `example`.
 * @throws Usage when it is unknown, with the closest known names, or all.
 */
export function known(kind: string, given: string, names: readonly string[]): string {
  if (names.includes(given)) return given;
  const near = nearest(given, names);
  const hint =
    near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `There are: ${names.join(", ") || "none"}.`;
  throw new Usage(`There is no ${kind} "${given}". ${hint}`);
}

/** A flag's values, repeated or comma-separated; `all` is every known name, and none means the usual ones. */
export function knownAll(
  kind: string,
  given: readonly string[],
  names: readonly string[],
  usual: readonly string[] = names,
): string[] {
  const wanted = split(given);
  if (wanted.length === 0) return [...usual];
  if (wanted.includes("all")) return [...names];
  return [...new Set(wanted.map((name) => known(kind, name, names)))];
}

/**
 * `["a,b", "c"]` as `["a", "b", "c"]`.
 *
 * @throws Usage when a value has commas and nothing else, which a script makes of variables that are not set.
 */
export function split(given: readonly string[]): string[] {
  return given.flatMap((value) => {
    const parts = value.split(",").filter((part) => part.trim() !== "");
    if (parts.length === 0)
      throw new Usage(`"${value}" names nothing: write names, with commas between them`);
    return parts;
  });
}
