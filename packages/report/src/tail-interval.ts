// The interval that stands beside every tail.
import { tailWarning } from "@byturns/record/tails";
import { type FigureSummary, type MetricFacts, medianInterval } from "@byturns/statistics";
import { counted, figure } from "@byturns/text/figures";

/**
 * The 95 % interval of a tail over the forks, or with fewer than 6 forks, which have none, how many there are; undefined
 * for a metric that is no tail. Tails vary so much between forks
 * that a median alone would promise too much.
 */
export function tailInterval({ values }: FigureSummary, { id, unit }: MetricFacts): string | undefined {
  if (tailWarning(id) === undefined) return undefined;
  if (values.length < 6) return `of ${counted(values.length, "fork")}`;
  const { low, high } = medianInterval(values.map(({ value }) => value));
  return `${figure(low, unit)} to ${figure(high, unit)}`;
}
