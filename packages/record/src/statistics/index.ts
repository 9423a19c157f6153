// The statistics over a run's records: pure functions over arrays of fork medians, and the summary made from them.
export type { CellFacts, ForkFacts, MetricFacts, RunFacts, SweepFacts } from "./facts.ts";
export type {
  CellSummary,
  Comparison,
  CrossingSummary,
  FactorToBest,
  FigureSummary,
  GroupMetric,
  GroupSummary,
  OutcomeCount,
  ProofSummary,
  ScalingSummary,
  Summary,
  TwinSummary,
} from "./summary.ts";
export {
  type Claim,
  claimOf,
  differs,
  equivalenceBand,
  forksNeeded,
  type Interval,
  indicativeFactor,
  type Verdict,
  verdictOf,
} from "./verdict.ts";
