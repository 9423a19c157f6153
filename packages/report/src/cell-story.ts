// One cell: how it ended, and where its figures, its spans and its counts are.
import type { ForkRecord } from "@byturns/record";
import type { CellSummary } from "@byturns/statistics";
import { counted } from "@byturns/text/figures";
import { label, output } from "@byturns/text/plain";
import type { Anchors } from "./anchors.ts";
import { countedThreads, countsOf } from "./counts/recorded-counts.ts";
import type { CellState, CellStory, Evidence } from "./model.ts";
import { ownShareOf } from "./own-share.ts";

/** Sorts what its forks have to say. */
export function cellOf(
  summary: CellSummary,
  forks: readonly ForkRecord[],
  { traces, ownShares, counts, plan, summary: { band } }: Evidence,
  anchors: Anchors,
): CellStory {
  const { cell, outcomes, done, notCompared } = summary;
  const bad = outcomes.filter(({ outcome }) => outcome !== "done");
  const troubles = bad.map(({ outcome, forks: count, reasons }) => {
    const reason = reasons[0]?.reason;
    return `${count} of ${counted(summary.recorded, "fork")} ${inWords(outcome)}${reason === undefined ? "" : `: ${label(reason, 400)}`}`;
  });
  const state: CellState =
    cell.unsupported !== undefined
      ? "unsupported"
      : bad.some(({ outcome }) => outcome === "wrong")
        ? "wrong"
        : notCompared === undefined && done > 0
          ? "measured"
          : summary.recorded === 0
            ? "missing"
            : "failed";
  const reason =
    state === "measured"
      ? undefined
      : state === "unsupported"
        ? label(cell.unsupported ?? "", 400)
        : state === "missing"
          ? "no fork of it was recorded"
          : (troubles[0] ?? label(notCompared ?? "nothing was measured", 400));
  const culprit = forks.find(({ outcome }) => outcome._tag !== "done");
  const printed =
    culprit === undefined ? "" : [culprit.stderr, culprit.stdout].filter((text) => text !== "").join("\n");
  const command = (culprit ?? forks[0])?.command;
  // The committed files name runtimes by their ids alone.
  const place = { ...cell, runtime: cell.runtime.split("@")[0] ?? "" };
  return {
    id: cell.id,
    anchor: anchors.next(),
    model: cell.model,
    runtime: cell.runtime,
    state,
    reason,
    troubles,
    printed: printed === "" ? undefined : output(printed),
    command: command === undefined ? undefined : label(command.join(" "), 600),
    summary,
    trace: traces.get(cell.id)?.trace,
    band,
    ownShare: ownShares && ownShareOf(ownShares, place),
    counts: counts && plan.threads === countedThreads ? countsOf(counts, place) : undefined,
  };
}

/** How a fork ended, after its number: `2 of 15 forks timed out`. */
function inWords(outcome: string): string {
  const words: Readonly<Record<string, string>> = {
    wrong: "answered wrongly",
    failed: "failed",
    crashed: "crashed",
    timedOut: "timed out",
    outOfMemory: "ran out of memory",
    invalidMessage: "sent an invalid message",
  };
  return (
    words[outcome] ??
    words[outcome.replace(/-./g, (dash) => dash.charAt(1).toUpperCase())] ??
    label(outcome, 40)
  );
}
