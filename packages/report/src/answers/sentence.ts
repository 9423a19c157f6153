// The sentence of an answer: the same form for every question, so that whoever has read one can read all.
import type { MetricFacts } from "@byturns/statistics";
import type { Verdict } from "@byturns/statistics/verdict";
import { counted, factor, figure, msIn } from "@byturns/text/figures";
import type { Answer, AnswerPart } from "../model.ts";
import { aheadText, type Standings, type Tally } from "./tally.ts";
import { type Topic, topics } from "./topics.ts";

/** An answer is left out where fewer of its comparisons than this are decided. */
const leastDecided = 0.5;

/**
 * Writes an answer from the standings of models or runtimes; undefined where the evidence is thin: nothing to compare, or
 * more than half of the comparisons are not decided.
 *
 * @param says what is counted: `Slower than another model`.
 * @param note what a reader must know beside the evidence.
 */
export function answerFrom(
  topic: Topic,
  says: string,
  standings: Standings,
  note?: string,
): Answer | undefined {
  const clauses = clausesOf(standings);
  if (clauses === undefined) return undefined;
  return {
    topic,
    title: topics[topic],
    ahead: aheadText(standings),
    parts: [`${says}: `, ...clauses, "."],
    evidence: [evidenceOf(standings), ...(note === undefined ? [] : [note])].join(" "),
  };
}

/** `promises in 1 of 18 cells, fibers in 5 (median 1.04×; at most 1.08×, 1.6 ms more: say-after on Deno) and …`, those ahead first. */
export function clausesOf(standings: Standings): readonly AnswerPart[] | undefined {
  const { tallies, ahead } = standings;
  if (tallies.length < 2 || isThin(standings)) return undefined;
  const share = ({ behind, cells }: Tally) => behind.length / cells;
  const isAhead = (one: Tally) => ahead.length < tallies.length && ahead.includes(one);
  const ordered = tallies.toSorted((a, b) => Number(isAhead(b)) - Number(isAhead(a)) || share(a) - share(b));
  return ordered.flatMap((one, i) => [
    i === 0 ? "" : i === ordered.length - 1 ? " and " : ", ",
    ...clause(one, i === 0 || one.cells !== ordered[0]?.cells),
  ]);
}

function clause({ name, cells, behind }: Tally, isCounted: boolean): readonly AnswerPart[] {
  const [worst] = behind;
  const many = behind.length === 0 ? "none" : String(behind.length);
  const of = isCounted ? ` of ${counted(cells, "cell")}` : "";
  const who = `${name} in ${many}${of}`;
  if (worst === undefined) return [who];
  const { times, more, metric, isCapped, place, anchor } = worst;
  // Of one or two there is no middle that says more than the largest.
  const middle = behind[Math.floor(behind.length / 2)]?.times ?? times;
  const typical = behind.length < 3 ? "" : `median ${factor(middle)}; `;
  const most = `${factor(times)}, ${figure(more, metric.unit)} more: ${place}`;
  const bound = isCapped ? "at least" : "at most";
  return [
    `${who} (${typical}${bound} `,
    { text: most, anchor },
    isCapped ? ", where a cap ended the wait)" : ")",
  ];
}

function isThin({ verdicts }: Standings): boolean {
  const all = [...verdicts.values()].reduce((sum, many) => sum + many, 0);
  const open = (verdicts.get("inconclusive") ?? 0) + (verdicts.get("unclaimed") ?? 0);
  return all === 0 || (all - open) / all < leastDecided;
}

const order: readonly (readonly [Verdict, string])[] = [
  ["different", "different"],
  ["indicative", "different by a factor of 2 or more (few forks)"],
  ["equivalent", "equivalent"],
  ["close", "close"],
  ["inconclusive", "inconclusive"],
  ["unclaimed", "with too few forks to tell"],
];

/** `54 pairs of cells compared: 20 different, 12 equivalent, 8 close, 14 inconclusive`. */
export function evidenceOf({ verdicts }: Standings): string {
  const all = [...verdicts.values()].reduce((sum, many) => sum + many, 0);
  const kinds = order.flatMap(([verdict, words]) => {
    const many = verdicts.get(verdict) ?? 0;
    return many === 0 ? [] : [`${many} ${words}`];
  });
  return `${counted(all, "pair")} of cells compared: ${kinds.join(", ")}.`;
}

/** An answer's sentence as plain text. */
export function textOf({ parts }: Pick<Answer, "parts">): string {
  return parts.map((part) => (typeof part === "string" ? part : part.text)).join("");
}

/** The primary figure of an example, where it is a time that should be short. */
export function timeOf(primary: MetricFacts | undefined): MetricFacts | undefined {
  return primary?.better === "lower" && primary.unit in msIn ? primary : undefined;
}
