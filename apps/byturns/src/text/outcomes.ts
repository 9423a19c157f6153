// How a fork ended that is not `done`.
import { crashReason, type ForkRecord } from "@byturns/record";

/** As much of a fork as says how it ended. */
export type Ending = Pick<ForkRecord, "outcome" | "exitCode" | "exitSignal" | "stderr">;

/** Why a fork is not `done`, a line each, with the error that it printed; nothing when it is. */
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
      return ["ran out of memory", ...reasonIn(stderr)];
    case "invalidMessage":
      return [`sent an unexpected message: ${outcome.what}`];
    case "crashed":
      return [`crashed: ${exitSignal === null ? `exit code ${exitCode}` : exitSignal}`, ...reasonIn(stderr)];
  }
}

function reasonIn(printed: string): string[] {
  const reason = crashReason(printed);
  return reason === "" ? [] : [reason];
}
