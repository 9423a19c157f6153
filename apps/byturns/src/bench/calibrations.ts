// Stores the latest calibrations of each machine where reports find them.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { calibratedCell } from "@byturns/lab/plan/calibration-plan";
import { makeFolder, type Profile } from "@byturns/record";
import type { CalibrationRow } from "@byturns/statistics";

/** The result of a machine's latest calibration. */
export interface LastCalibration {
  /** The machine's id, as in environment.json. */
  readonly machine: string;
  /** ISO 8601. */
  readonly madeAt: string;
  /** Whether one core was kept busy during it. */
  readonly loaded: boolean;
  readonly rounds: number;
  /** The warm-up and measuring times of its forks. */
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** How often the cell was measured under each runtime. */
  readonly equals: number;
  readonly runtimes: readonly string[];
  readonly rows: readonly CalibrationRow[];
}

/** A machine's latest calibrations: as it is, and with one core kept busy. */
export interface LastCalibrations {
  readonly idle: LastCalibration | undefined;
  readonly loaded: LastCalibration | undefined;
}

/** The calibrations with the measuring times of a profile; others say nothing about it. */
export function calibrationsFor(
  { idle, loaded }: LastCalibrations,
  { warmUpMs, measureMs }: Pick<Profile, "warmUpMs" | "measureMs">,
): LastCalibrations {
  const fitting = (last: LastCalibration | undefined) =>
    last?.warmUpMs === warmUpMs && last.measureMs === measureMs ? last : undefined;
  return { idle: fitting(idle), loaded: fitting(loaded) };
}

/** The file of a machine's latest calibration. */
function calibrationFile(root: string, machine: string, loaded: boolean): string {
  return join(root, "runs", `calibration-${machine}${loaded ? "-loaded" : ""}.json`);
}

/**
 * Stores a calibration for the reports, replacing the last one of its kind.
 *
 * @returns the path of the file.
 */
export async function keepCalibration(root: string, last: LastCalibration): Promise<string> {
  const file = calibrationFile(root, last.machine, last.loaded);
  await makeFolder(dirname(file));
  await writeFile(file, `${JSON.stringify(last, undefined, 2)}\n`);
  return file;
}

/** A machine's latest calibrations, those that exist and can be read. */
export async function lastCalibrations(root: string, machine: string): Promise<LastCalibrations> {
  const [idle, loaded] = await Promise.all([false, true].map((loaded) => read(root, machine, loaded)));
  return { idle, loaded };
}

async function read(root: string, machine: string, loaded: boolean): Promise<LastCalibration | undefined> {
  // The id comes from a record of unknown origin and must not be used as a file name unchecked.
  if (!/^[0-9a-f]{1,64}$/.test(machine)) return undefined;
  try {
    const text = await readFile(calibrationFile(root, machine, loaded), "utf8");
    const last = JSON.parse(text) as LastCalibration;
    return last.machine === machine && Array.isArray(last.rows) ? last : undefined;
  } catch {
    return undefined;
  }
}

/** A sentence on the calibrations for the profile of a run; undefined if they do not apply to that profile. */
export function printCalibrations({ idle, loaded }: LastCalibrations, profile: string): string | undefined {
  const said = [
    idle && printCalibration(idle, profile, "Calibrated on this machine"),
    loaded && printCalibration(loaded, profile, "With one core kept busy", false),
  ].filter((one) => one !== undefined);
  return said.length === 0 ? undefined : said.join(" ");
}

function printCalibration(
  { rows, madeAt }: LastCalibration,
  profile: string,
  how: string,
  withPower = true,
): string | undefined {
  const mine = rows.filter((row) => row.profile === profile);
  const equal = mine.find(({ slowdown }) => slowdown === 0);
  if (equal === undefined) return undefined;
  const found = mine
    .filter(({ slowdown }) => withPower && slowdown > 0)
    .map((row) => `${percent(row.slowdown)} in ${withEnds(row)}`);
  const power = found.length === 0 ? "" : `; slowdowns found: ${found.join(", ")}`;
  const { example, model } = calibratedCell;
  return `${how} (${madeAt.slice(0, 10)}, ${profile}): ${withEnds(equal)} of ${equal.comparisons} comparisons of equal cells (${example}, ${model}) called different${power}.`;
}

/** A rate with its interval. */
const withEnds = ({ found }: CalibrationRow) =>
  `${percent(found.estimate)} (${percent(found.low)} to ${percent(found.high)})`;

/** A share in percent, to a tenth. */
export const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`;
