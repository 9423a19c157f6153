// Which part of a profile is the warm calls. A profile covers the whole process, its start included, and no two runtimes
// agree on a clock: so the process itself marks both ends, by computing for some milliseconds in functions of known names.
import type { CpuProfile, Sample } from "./cpu-profile.ts";
import { ProfileUnreadable } from "./errors.ts";

/** The functions of the measured process that mark where the calls begin and end. */
export const markers = { begin: "byturnsProfileBegins", end: "byturnsProfileEnds" } as const;

/** A stretch of time, in microseconds of a profile's clock. */
export interface Window {
  readonly fromUs: number;
  readonly toUs: number;
}

/**
 * Finds the calls between both marks.
 *
 * @param name the profile's file, for messages.
 * @throws ProfileUnreadable when one of the marks was not sampled.
 */
export function windowOf({ samples }: CpuProfile, name: string): Window {
  const begin = samples.findLast((sample) => hasFunction(sample, markers.begin));
  const fromUs = begin && begin.atUs + begin.weightUs;
  const end = begin && samples.find((sample) => sample.atUs > begin.atUs && hasFunction(sample, markers.end));
  if (fromUs === undefined || end === undefined) {
    const missing = fromUs === undefined ? markers.begin : markers.end;
    throw new ProfileUnreadable(`${name} has no sample of ${missing}: it does not cover the measured calls`);
  }
  return { fromUs, toUs: end.atUs };
}

/** The samples of a window. Other threads of one process share its clock, where a runtime profiles them at all. */
export function samplesWithin({ samples }: CpuProfile, { fromUs, toUs }: Window): readonly Sample[] {
  return samples.flatMap((sample) => {
    const from = Math.max(sample.atUs, fromUs);
    const to = Math.min(sample.atUs + sample.weightUs, toUs);
    if (to <= from) return [];
    return [{ stack: sample.stack, atUs: from, weightUs: to - from }];
  });
}

function hasFunction({ stack }: Sample, name: string): boolean {
  return stack.some((frame) => frame.name === name);
}
