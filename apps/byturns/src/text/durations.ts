// Durations as people type and read them.
import { Usage } from "./errors.ts";

/**
 * Reads `90s`, `10m`, `1h30m`.
 *
 * @param flag the name to use in the error: `--budget`.
 * @returns milliseconds, > 0.
 * @throws Usage when the text is not such a duration, or more than a week.
 */
export function readDuration(flag: string, text: string): number {
  const [whole, hours = "0", minutes = "0", seconds = "0"] =
    /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(text) ?? [];
  const ms = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
  if (whole === undefined || !(ms > 0)) {
    throw new Usage(`Cannot read ${flag} ${text}: write a duration such as 90s, 10m or 1h30m`);
  }
  if (ms > longestMs)
    throw new Usage(`Cannot take ${flag} ${text}: it must be at most 168h, which is a week`);
  return ms;
}

const longestMs = 604_800_000;

/** `0:05`, `12:40`, `1:02:03`. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours, minutes, rest] = parts.map((part) => String(part).padStart(2, "0")) as [
    string,
    string,
    string,
  ];
  return seconds < 3_600 ? `${Number(minutes)}:${rest}` : `${Number(hours)}:${minutes}:${rest}`;
}

/** `40 seconds`, `3 minutes`, `2.5 hours`: an approximate waiting time. */
export function roughly(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds < 1.5) return "a second";
  if (seconds < 100) return `${Math.round(seconds)} seconds`;
  if (seconds < 6_000) return `${Math.round(seconds / 60)} minutes`;
  return `${(seconds / 3_600).toFixed(1)} hours`;
}
