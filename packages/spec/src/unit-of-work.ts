// The divisor that makes a call's time readable: the spec's own unit, for example a task.
import type { AnySpec } from "./spec.ts";

/** How many units one call does, and of which kind. */
export interface UnitOfWork {
  /** `task`, `item`, `call`. */
  readonly name: string;
  /** > 0. */
  readonly perCall: number;
}

/** How many of a metric's units are in a millisecond. */
const inMs: Readonly<Record<string, number>> = { ms: 1, µs: 1e3, ns: 1e6 };

/**
 * The unit of the example's first cost metric: `per-task`, `round-trip`; or a whole call if there is none.
 *
 * @param value the input, decoded.
 */
export function unitOfWork(spec: AnySpec, value: unknown, threads: number): UnitOfWork {
  for (const { id, unit, of } of spec.metrics) {
    const name = /^(?:cpu-)?per-(.+)$/.exec(id)?.[1] ?? (id === "round-trip" ? "round trip" : undefined);
    const perMs = inMs[unit];
    if (name === undefined || perMs === undefined) continue;
    const ofOne = of({ wallMs: 1, cpuMs: 1 }, value, threads);
    if (ofOne !== undefined && ofOne > 0 && Number.isFinite(ofOne)) {
      return { name: name.replaceAll("-", " "), perCall: perMs / ofOne };
    }
  }
  return { name: "call", perCall: 1 };
}
