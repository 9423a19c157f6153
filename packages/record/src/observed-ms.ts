// The one figure of time that a fork gives.
import { quietestStretch } from "@byturns/statistics/quietest-stretch";
import type { Measurement } from "./protocol.ts";

/**
 * The time of a call that a fork observed: the one figure of time that it gives. Where a record's samples were left out,
 * or are none, its median.
 */
export function observedMs({ wall }: Pick<Measurement, "wall">): number {
  const isUsable = wall.samplesMs.length > 0 && wall.samplesMs.every(Number.isFinite);
  return isUsable ? quietestStretch(wall.samplesMs) : wall.medianMs;
}
