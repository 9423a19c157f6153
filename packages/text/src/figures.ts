// Figures as text: one format for durations, sizes and factors in all reports and commands.

/** The two ends of an interval, for example a 95 % interval of a ratio. */
export interface Ends {
  readonly low: number;
  readonly high: number;
}

/** Shown instead of a missing figure. */
export const noFigure = "–";

/** Milliseconds in a unit of time. */
export const msIn: Readonly<Record<string, number>> = { ns: 1e-6, µs: 1e-3, ms: 1, s: 1e3 };

/**
 * Formats a figure in its unit, to three significant digits, a time in the unit that fits it: `79.5 ns`, not
 * `0.0795 µs`; `–` if it is not finite.
 */
export function figure(value: number | undefined, unit: string): string {
  if (value === undefined || !Number.isFinite(value)) return noFigure;
  const ms = msIn[unit];
  if (ms !== undefined) return duration(value * ms);
  if (unit === "bytes" || unit === "B") return bytes(value);
  if (unit === "×") return factor(value);
  // 1 is the unit of what has none: an index, a share.
  return unit === "" || unit === "1" ? digits(value) : `${digits(value)} ${unit}`;
}

/** `850 ns`, `12.4 µs`, `3.00 ms`, `17.7 s`. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return noFigure;
  const size = Math.abs(ms);
  if (size === 0) return "0 ms";
  // A value that rounds up to a thousand belongs to the next unit.
  if (size < 0.0009995) return `${digits(ms * 1e6)} ns`;
  if (size < 0.9995) return `${digits(ms * 1e3)} µs`;
  if (size < 999.5) return `${digits(ms)} ms`;
  return `${digits(ms / 1e3)} s`;
}

/** `512 B`, `38.1 MiB`. */
export function bytes(count: number): string {
  if (!Number.isFinite(count)) return noFigure;
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let size = count;
  let unit = 0;
  while (Math.abs(size) >= 999.5 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${digits(size)} ${units[unit]}`;
}

/** `1.04×`, `12.5×`, `480×`. */
export function factor(ratio: number): string {
  if (!Number.isFinite(ratio)) return noFigure;
  return `${ratio >= 9.995 ? digits(ratio) : ratio >= 0.1 ? ratio.toFixed(2) : digits(ratio)}×`;
}

/** `1.02–1.09`: the 95 % interval of a factor. */
export function interval({ low, high }: Ends): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return noFigure;
  const bare = (ratio: number) => factor(ratio).slice(0, -1);
  return `${bare(low)}–${bare(high)}`;
}

/** `52 %`, `0.8 %`. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${digits(share * 100, 2)} %` : noFigure;
}

/** A factor as a change: `+12.3 %`. */
export function changeText(factor: number): string {
  if (!Number.isFinite(factor)) return "from 0";
  const percent = (factor - 1) * 100;
  return `${percent < 0 ? "−" : "+"}${digits(Math.abs(percent))} %`;
}

/** A number to some significant digits, with thousands separators, and no exponent up to 15 digits. */
export function digits(value: number, significant = 3): string {
  if (!Number.isFinite(value)) return noFigure;
  // Rounded first: 999.6 then has four digits before the point.
  const rounded = Math.abs(Number(value.toPrecision(significant)));
  if (rounded >= 10 ** significant && rounded < 1e15) return grouped(Math.round(value));
  if (rounded >= 1e15 || (value !== 0 && Math.abs(value) < 1e-6)) {
    return value.toExponential(significant - 1);
  }
  return value === 0 ? "0" : value.toPrecision(significant);
}

/** `1,000,000`. */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** `1 fork`, `15 forks`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
