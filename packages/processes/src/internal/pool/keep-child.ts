// One place of a pool: a child, and then another whenever it is gone.
import type { Child } from "./child.ts";
import { lostBy, ProcessLost } from "./process-lost.ts";

/**
 * How many children in a row may exit by themselves before they serve; a file that cannot be loaded would be started
 * forever.
 */
const mostFailedStarts = 3;
/** Children that are killed before they serve are replaced, after a pause that grows from 1 ms to this. */
const longestPauseMs = 256;

/** A place in its pool. */
export interface Place {
  readonly lane: string;
  start(): Child;
  isClosed(): boolean;
  /** A child serves. */
  serves(): void;
  /** A child is gone. */
  gone(child: Child, lost: ProcessLost): void;
}

/**
 * Keeps a child in the place until the pool is closed.
 *
 * @throws ProcessLost when the pool was closed, or no child can be kept there.
 */
export async function keepChild(place: Place): Promise<never> {
  let lost = new ProcessLost("The pool was closed");
  let failedStarts = 0;
  let pauseMs = 1;
  for (let isFirst = true; !place.isClosed(); isFirst = false) {
    const child = place.start();
    await child.ready.then(
      () => {
        [failedStarts, pauseMs] = [0, 1];
        place.serves();
      },
      () => {
        failedStarts += 1;
      },
    );
    const end = await child.gone;
    lost = place.isClosed() ? new ProcessLost("The pool was closed") : lostBy(place.lane, end);
    place.gone(child, lost);
    if (child.serving || place.isClosed()) continue;
    // A child that was killed while it was starting was killed from outside; the next one may serve.
    const isKilled = end.signal !== null;
    if (!isKilled && (isFirst || failedStarts >= mostFailedStarts)) break;
    await new Promise((resume) => setTimeout(resume, pauseMs));
    pauseMs = Math.min(longestPauseMs, 2 * pauseMs);
  }
  throw lost;
}
