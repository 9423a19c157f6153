// A fork's single figure of time.
import { quietestStretch } from "@byturns/statistics/figures/quietest-stretch";
import type { Measurement } from "./protocol.ts";

/**
 * The call time observed by a fork, its single figure of time. Falls back to the median if a record's samples were left
 * out or are unusable.
 */
export function observedMs({ wall }: Pick<Measurement, "wall">): number {
  const isUsable = wall.samplesMs.length > 0 && wall.samplesMs.every(Number.isFinite);
  return isUsable ? quietestStretch(wall.samplesMs) : wall.medianMs;
}
