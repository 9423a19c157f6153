// From the `.cpuprofile`s of one process to one cell: the calls between the marks, on all threads that were profiled.
import { parseCpuProfile, type Sample } from "./cpu-profile.ts";
import { samplesWithin, windowOf } from "./window.ts";

/** A file that a runtime wrote. */
export interface ProfileFile {
  readonly name: string;
  readonly text: string;
}

/** The samples of the measured calls. */
export interface CellSamples {
  readonly samples: readonly Sample[];
  /** How many threads they come from, the main thread included. */
  readonly threads: number;
}

/**
 * Reads the profiles of one process.
 *
 * @param main the main thread's, in which the marks are.
 * @param others those of its worker threads; they share the main thread's clock.
 * @throws ProfileUnreadable when one of them is no profile, or the marks are not in the main thread's.
 */
export function samplesOfCell(main: ProfileFile, others: readonly ProfileFile[]): CellSamples {
  const profile = parseCpuProfile(main.text, main.name);
  const window = windowOf(profile, main.name);
  const samples = [...samplesWithin(profile, window)];
  for (const { text, name } of others) {
    for (const sample of samplesWithin(parseCpuProfile(text, name), window)) samples.push(sample);
  }
  return { samples, threads: 1 + others.length };
}
