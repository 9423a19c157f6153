// The readings of a definition, as data: what reads an output stays in the file.
import { isRecord, isText, mustBeName, onlyFields, shown, Wrong } from "./checks.ts";

/** How an output is read. */
export interface DescribedReading {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly better: "lower" | "higher";
  readonly limit?: number;
}

const fields = ["title", "unit", "better", "limit", "of"];

/**
 * @param units the names of the definition's units, whose costs are figures as well.
 * @throws Wrong with the first thing that is wrong with a reading.
 */
export function readingsOf(given: unknown, units: readonly string[]): readonly DescribedReading[] {
  if (given === undefined) return [];
  if (!isRecord(given)) throw new Wrong(`its readings must be an object, not ${shown(given)}`, "readings");
  return Object.entries(given).map(([id, one]) => {
    mustBeName("a reading", id, id);
    if (units.some((unit) => id === `per-${unit}`)) {
      throw new Wrong(`its reading ${id} has the name of what one of a unit costs: give it another`, id);
    }
    if (!isRecord(one) || typeof one.of !== "function") {
      const wanted = '{ unit: "ms", of: (output) => output.waitMs }';
      throw new Wrong(`its reading ${id} is ${shown(one)}: expected an object such as ${wanted}`, id);
    }
    onlyFields(one, fields, `the reading ${id}`);
    const { title = id, unit = "", better = "lower", limit } = one;
    if (!isText(title)) throw new Wrong(`the title of its reading ${id} must be a text`, id);
    if (unit !== "" && !isText(unit)) throw new Wrong(`the unit of its reading ${id} must be a text`, id);
    if (better !== "lower" && better !== "higher") {
      throw new Wrong(`better of its reading ${id} must be "lower" or "higher", not ${shown(better)}`, id);
    }
    if (limit !== undefined && !(typeof limit === "number" && Number.isFinite(limit))) {
      throw new Wrong(`the limit of its reading ${id} must be a number, not ${shown(limit)}`, id);
    }
    return { id, title, unit, better, ...(limit === undefined ? {} : { limit }) };
  });
}

/**
 * The id of the figure that reports show first; undefined if the definition names none.
 *
 * @throws Wrong when it names neither a unit nor a reading.
 */
export function primaryOf(
  given: unknown,
  units: readonly string[],
  readings: readonly DescribedReading[],
): string | undefined {
  if (given === undefined) return undefined;
  const names = [...units, ...readings.map(({ id }) => id)];
  if (typeof given === "string" && names.includes(given))
    return units.includes(given) ? `per-${given}` : given;
  const there = names.length === 0 ? "it has neither units nor readings" : `there are ${names.join(", ")}`;
  throw new Wrong(`its primary is ${shown(given)}: name a unit or a reading, and ${there}`, "primary");
}
