// What a run was asked and could not decide, and how many more rounds would tell.
import type { Summary } from "@byturns/statistics";
import { forksNeeded, isDecided } from "@byturns/statistics/verdict";
import { counted } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";

/** One comparison of time that the plan asked for and that is not decided. */
export interface OpenComparison {
  /** `fib · bench: promises, Node against Deno` */
  readonly what: string;
  /** About; undefined where nobody can know. */
  readonly moreRounds: number | undefined;
  /** Too few forks were made of a cell for any verdict. */
  readonly isUnclaimed: boolean;
}

/** The comparisons of time that were asked for and are open, those that are nearest to a verdict first. */
export function openComparisons({ cells, groups }: Summary): OpenComparison[] {
  const byId = new Map(cells.map(({ cell }) => [cell.id, cell]));
  return groups
    .flatMap(({ example, input, metrics }) =>
      (metrics.wallMs?.comparisons ?? [])
        .filter(({ asked, verdict }) => asked && !isDecided(verdict) && verdict !== "indicative")
        .map(({ a, b, verdict, moreRounds }) => {
          const [one, other] = [byId.get(a), byId.get(b)];
          const [of, against] =
            one?.model === other?.model
              ? [`${one?.model}, ${one?.runtime}`, other?.runtime]
              : one?.runtime === other?.runtime
                ? [`${one?.runtime}, ${one?.model}`, other?.model]
                : [`${one?.model} on ${one?.runtime}`, `${other?.model} on ${other?.runtime}`];
          const what = `${label(example)} · ${label(input)}: ${label(of)} against ${label(against ?? b)}`;
          return { what, moreRounds, isUnclaimed: verdict === "unclaimed" };
        }),
    )
    .toSorted(
      (a, b) => (a.moreRounds ?? Number.POSITIVE_INFINITY) - (b.moreRounds ?? Number.POSITIVE_INFINITY),
    );
}

/** How open comparisons are written: a line for each of the first, and how many there are beyond. */
export function describeOpen(open: readonly OpenComparison[], most = 8): string[] {
  const lines = open.slice(0, most).map(({ what, moreRounds, isUnclaimed }) => {
    const told = isUnclaimed
      ? `a verdict takes ${forksNeeded.verdicts} forks of a cell and more`
      : moreRounds === undefined
        ? "no number of rounds is sure to tell"
        : `about ${counted(moreRounds, "more round")} would tell`;
    return `${what}: ${told}`;
  });
  return open.length > most ? [...lines, `and ${open.length - most} more`] : lines;
}

/** `205 of 216 comparisons decided: 110 different, 40 equivalent, 55 close`; undefined where nothing was asked for by name. */
export function describeDecisions({ decisions }: Summary): string | undefined {
  if (decisions === undefined || decisions.asked === 0) return undefined;
  const { asked, decided, different, equivalent, close } = decisions;
  const parts = [
    [different, "different"],
    [equivalent, "equivalent"],
    [close, "close"],
  ] as const;
  const kinds = parts.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`);
  return `${decided} of ${counted(asked, "comparison")} decided${kinds.length === 0 ? "" : `: ${kinds.join(", ")}`}`;
}
