// The last calibration of each machine, where the reports find it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CalibrationRow } from "@byturns/record/statistics/index";

/** What was found when a machine was last calibrated. */
export interface LastCalibration {
  /** The machine's id, as in environment.json. */
  readonly machine: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly rounds: number;
  readonly runtimes: readonly string[];
  readonly rows: readonly CalibrationRow[];
}

/** Where a machine's last calibration lies. */
export function calibrationFile(root: string, machine: string): string {
  return join(root, "runs", `calibration-${machine}.json`);
}

/** A machine's last calibration, or undefined when there is none that can be read. */
export async function lastCalibration(root: string, machine: string): Promise<LastCalibration | undefined> {
  // A file's name must not come from a record that somebody sent.
  if (!/^[0-9a-f]{1,64}$/.test(machine)) return undefined;
  try {
    const last = JSON.parse(await readFile(calibrationFile(root, machine), "utf8")) as LastCalibration;
    return last.machine === machine && Array.isArray(last.rows) ? last : undefined;
  } catch {
    return undefined;
  }
}

/** A calibration in a sentence about the profile that a run had; undefined where it says nothing about that profile. */
export function sayCalibration({ rows, madeAt }: LastCalibration, profile: string): string | undefined {
  const mine = rows.filter((row) => row.profile === profile);
  const equal = mine.find(({ slowdown }) => slowdown === 0);
  if (equal === undefined) return undefined;
  const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`;
  const found = mine
    .filter(({ slowdown }) => slowdown > 0)
    .map((row) => `${percent(row.slowdown)} in ${percent(row.found.estimate)}`);
  return `Calibrated on this machine on ${madeAt.slice(0, 10)}, ${profile}: ${percent(equal.found.estimate)} of equal cells called different; slowdowns found: ${found.join(", ")}.`;
}
