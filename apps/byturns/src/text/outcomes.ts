// How a fork that is not `done` ended.
import { crashReason, type ForkRecord } from "@byturns/record";

/** The part of a fork that shows how it ended. */
export type Ending = Pick<ForkRecord, "outcome" | "exitCode" | "exitSignal" | "stderr">;

/** Why a fork is not `done`, one reason per line, with the error it printed; empty if it is done. */
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
