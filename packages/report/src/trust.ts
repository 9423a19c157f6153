// How far a run can be trusted: what it may claim, its A/A pairs, and what a reader must be warned of.
import type { Summary } from "@byturns/statistics";
import { wilson } from "@byturns/statistics/tests/wilson";
import { closeBand, forksNeeded } from "@byturns/statistics/verdict";
import { counted, percent } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { Evidence } from "./model.ts";
import { bandText } from "./standing.ts";

/** Whether no cell has a figure: all forks crashed or answered wrongly, or there are none. */
export function isWithoutFigures({ cells }: Pick<Summary, "cells">): boolean {
  return cells.every(({ figures }) => Object.keys(figures).length === 0);
}

/** What a run may claim, in a sentence. */
export function claimText(summary: Summary): string {
  const { claim, band } = summary;
  if (isWithoutFigures(summary)) return "Nothing is claimed: no fork ended well.";
  if (claim === "correctness") return "Correctness only: too few forks to say anything about speed.";
  if (claim === "indicative") {
    return `Indicative: differences by a factor of 2 and more; smaller ones take ${forksNeeded.verdicts} forks of a cell and more.`;
  }
  return `Verdicts: different, equivalent (within ${bandText(band)}), close (within ${bandText(closeBand)}) or inconclusive.`;
}

/** A rate of false alarms that may be higher than this is not known. */
const tellingRate = 0.05;

/** What the cells that were measured twice prove. */
export function proofOf({ proof, cells }: Summary): string {
  const { pairs, able, different } = proof;
  if (pairs === 0 && cells.some(({ cell }) => cell.duplicateOf !== undefined))
    return "No A/A pair gave figures to compare, so nothing here proves itself.";
  if (pairs === 0) return "No cell was measured twice, as an A/A pair, so nothing here proves itself.";
  const what = `${counted(pairs, "cell")} measured twice, as A/A ${pairs === 1 ? "pair" : "pairs"}`;
  if (able === 0) return `${what}: too few forks to tell.`;
  const found = `${different} of ${able} called different`;
  const { high } = wilson(Math.min(different, able), able);
  if (different === 0 && high > tellingRate) {
    return `${what}: ${found}, too few to tell; that rate may be up to ${percent(high)}. byturns calibrate measures it.`;
  }
  return `${what}: ${found}.`;
}

/** What a reader must know before the figures. */
export function warningsOf({ environment, skipped, missing, summary, forks }: Evidence): string[] {
  const warnings: string[] = [];
  for (const { conditions } of environment.machines) {
    for (const { weight, what, advice } of conditions) {
      if (weight === "bad") warnings.push(label(advice === undefined ? what : `${what}. ${advice}`, 300));
    }
  }
  if (environment.machines.length > 1) {
    warnings.push(
      `Forks of ${environment.machines.length} machines lie together: compare cells, not machines.`,
    );
  }
  if (environment.dirty === true) warnings.push("The sources that were measured differ from their commit.");
  if (missing > 0)
    warnings.push(`${counted(missing, "fork")} of the plan not recorded: the run is not complete.`);
  for (const { file, line, why } of skipped.slice(0, 5)) {
    warnings.push(`Skipped: ${label(file)}${line === undefined ? "" : `, line ${line}`}: ${label(why, 300)}`);
  }
  if (skipped.length > 5) warnings.push(`Skipped: ${counted(skipped.length - 5, "more line")}.`);
  if (summary.proof.different > 0) {
    warnings.push("A cell was called different from itself: take small differences of this run with care.");
  }
  const unchecked = forks.filter(
    ({ outcome }) => "measurement" in outcome && outcome.measurement.uncheckedCalls > 0,
  ).length;
  if (unchecked > 0)
    warnings.push(`In ${counted(unchecked, "fork")} not every output was kept for checking.`);
  return warnings;
}
