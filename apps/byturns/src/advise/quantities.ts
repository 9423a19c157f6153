// Quantities of a workload as people type them.
import { Usage } from "../text/errors.ts";

/** A quantity: a number, then one of these units. */
interface Form {
  readonly units: Readonly<Record<string, number>>;
  readonly such: string;
}

const time: Form = {
  units: { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 },
  such: "a time with its unit, such as 20ms, 0.3ms or 2s (ns, us, ms, s, m, h)",
};
const rate: Form = {
  units: { "/s": 1, "/m": 1 / 60, "/min": 1 / 60, "/h": 1 / 3_600, "": 1 },
  such: "a rate such as 500/s, 30/m or 500",
};
const size: Form = {
  units: { B: 1, "": 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 1_024, MiB: 1_024 ** 2, GiB: 1_024 ** 3 },
  such: "a size such as 512B, 10kB or 1MiB (B, kB, MB, GB, KiB, MiB, GiB)",
};
const count: Form = { units: { "": 1, k: 1e3, M: 1e6 }, such: "a count such as 1000, 10k or 1M" };
const share: Form = { units: { "%": 0.01, "": 1 }, such: "a share such as 5% or 0.05" };

/** How each flag's value is written. */
export const forms = { time, rate, size, count, share };

/**
 * Reads a quantity.
 *
 * @param flag the name to use in the error: `--wait`.
 * @throws Usage when the text is not a number with one of the form's units.
 */
export function readQuantity(flag: string, text: string, { units, such }: Form): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?|\.\d+) ?(\D*)$/.exec(text.trim()) ?? [];
  const scale = unit === undefined || !Object.hasOwn(units, unit) ? undefined : units[unit];
  if (number === undefined || scale === undefined)
    throw new Usage(`Cannot read ${flag} ${text}: write ${such}`);
  // 5 % of a float is not exactly 0.05.
  return Number((Number(number) * scale).toPrecision(12));
}
