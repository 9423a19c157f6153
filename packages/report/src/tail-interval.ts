// The interval that stands beside every tail.
import { tailWarning } from "@byturns/record/tails";
import { type FigureSummary, type MetricFacts, medianInterval } from "@byturns/statistics";
import { figure } from "@byturns/text/figures";

/**
 * The 95 % interval of a tail over the forks; undefined for a metric that is no tail. Tails vary so much between forks
 * that a median alone would promise too much.
 */
export function tailInterval({ values }: FigureSummary, { id, unit }: MetricFacts): string | undefined {
  if (tailWarning(id) === undefined) return undefined;
  const { low, high } = medianInterval(values.map(({ value }) => value));
  return `${figure(low, unit)} to ${figure(high, unit)}`;
}
