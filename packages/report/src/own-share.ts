// Own shares as words: how many times its bare work a cell takes.
import { type OwnShare, type OwnShares, ownShareLimits } from "@byturns/record";
import { label } from "@byturns/text/plain";

/** The part of a cell that its own share is found by; the runtime may lack its version. */
export interface SharedPlace {
  readonly example: string;
  readonly input: string;
  readonly model: string;
  readonly runtime: string;
}

/** A cell's own share; undefined where it was not measured. A share of another version of the runtime counts. */
export function ownShareOf(
  { shares }: OwnShares,
  { example, input, model, runtime }: SharedPlace,
): OwnShare | undefined {
  const id = runtime.split("@")[0];
  return shares.find(
    (one) =>
      one.example === example &&
      one.input === input &&
      one.model === model &&
      one.runtime.split("@")[0] === id,
  );
}

/** `1.12× (1.08–1.16)` */
export function shareFigure({ ratio }: OwnShare): string {
  return `${ratio.estimate.toFixed(2)}× (${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)})`;
}

/** Why a cell's share is over the limits, or that nobody has found out. */
export function shareReason({ why }: OwnShare): string {
  return why === undefined ? "not explained" : label(why, 300);
}

/** A cell whose share is over: `takes 1.12× (1.08–1.16) its bare work: …`; undefined where it is within the limits. */
export function overShare(share: OwnShare | undefined): string | undefined {
  if (share === undefined || share.isMet) return undefined;
  return `takes ${shareFigure(share)} its bare work: ${shareReason(share)}`;
}

/** How many cells are within the limits, and where the shares come from, in one sentence. */
export function sharesSentence({ shares, commit, date, command, forks }: OwnShares): string {
  const met = shares.filter(({ isMet }) => isMet).length;
  const { ratio, upperEnd } = ownShareLimits;
  const from = [
    ...(forks === undefined ? [] : [`${forks} forks of each`]),
    ...(commit === undefined ? [] : [`commit ${label(commit, 40)}`]),
    ...(date === undefined ? [] : [label(date.slice(0, 10), 20)]),
    ...(command === undefined ? [] : [label(command, 300)]),
  ].join(", ");
  return `${met} of ${shares.length} cells take at most ${ratio.toFixed(2)} times as long as the same work written bare, with an upper end of the interval of at most ${upperEnd.toFixed(2)}${from === "" ? "" : ` (${from})`}.`;
}
