// How a fork that is not `done` is told.
import type { ForkRecord } from "@byturns/record";

/** As much of a fork as says how it ended. */
export type Ending = Pick<ForkRecord, "outcome" | "exitCode" | "exitSignal" | "stderr">;

/** Why a fork is not `done`, a line each, with the last of what it printed; nothing when it is. */
export function whyBad({ outcome, exitCode, exitSignal, stderr }: Ending): readonly string[] {
  switch (outcome._tag) {
    case "done":
      return [];
    case "wrong":
      return outcome.wrong.map((line) => `wrong: ${line}`);
    case "failed":
      return [`failed: ${outcome.failure.name}: ${outcome.failure.message}`];
    case "timedOut":
      return [`took longer than its limit of ${outcome.limitMs / 1_000} s`];
    case "outOfMemory":
      return ["ran out of memory", ...lastOf(stderr)];
    case "invalidMessage":
      return [`said what no host says: ${outcome.what}`];
    case "crashed":
      return [`crashed: ${exitSignal === null ? `exit code ${exitCode}` : exitSignal}`, ...lastOf(stderr)];
  }
}

function lastOf(printed: string): string[] {
  return printed
    .trimEnd()
    .split("\n")
    .slice(-5)
    .filter((line) => line.trim() !== "");
}
