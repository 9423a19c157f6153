// Times as they are printed.

/** A time in the unit that leaves three digits. */
export function microseconds(us: number): string {
  const size = Math.abs(us);
  if (size >= 999_500) return `${digits(us / 1e6)} s`;
  if (size >= 999.5) return `${digits(us / 1e3)} ms`;
  if (size >= 0.9995 || size === 0) return `${digits(us)} µs`;
  return `${digits(us * 1e3)} ns`;
}

/** A change, with its sign. */
export function signed(us: number): string {
  return us > 0 ? `+${microseconds(us)}` : microseconds(us);
}

/** A share of 0 to 1. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.0995 ? 1 : 0)} %`;
}

function digits(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  return value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}
