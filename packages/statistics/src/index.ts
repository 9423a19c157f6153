// The statistics over a run's records: pure functions over arrays of fork medians, and the summary made from them.
export {
  type CalibrationCell,
  type CalibrationGroup,
  type CalibrationProfile,
  type CalibrationRow,
  calibration,
} from "./calibration.ts";
export { type ChangePoint, type ChangePointOptions, changePoints } from "./changes/e-divisive.ts";
export {
  type CellComparison,
  type CompareOptions,
  compareAll,
  compareCells,
  countFalseAlarms,
} from "./compare.ts";
export { type Crossover, findCrossover } from "./curves/crossover.ts";
export { type Fitted, hasInterval, inverseOf } from "./curves/fitted.ts";
export { findKnee, type Knee } from "./curves/knee.ts";
export { fitScaling, type Scaling, type SweptCell } from "./curves/scaling.ts";
export { coresSweep, type SpeedUp, speedUpsOf } from "./curves/speed-up.ts";
export type { CellFacts, ForkFacts, MetricFacts, RunFacts, SweepFacts } from "./facts.ts";
export { type Distribution, distribution, median, quantile } from "./figures/distribution.ts";
export { jainIndex } from "./figures/jain.ts";
export { medianInterval } from "./figures/median-interval.ts";
export { countDecisions, type Decision, decisionsOf } from "./looks/decisions.ts";
export { repeatedLevel } from "./looks/repeated-level.ts";
export { compareRevisions, type RevisionPair } from "./looks/revisions.ts";
export {
  compareInLooks,
  looksUpTo,
  type SequentialComparison,
  type SequentialDesign,
  type SharedRound,
  type StopReason,
  sequentialDesign,
} from "./looks/sequential.ts";
export { type SummarizeOptions, summarize } from "./summarize.ts";
export type {
  CellSummary,
  Comparison,
  CrossoverSummary,
  DecisionCount,
  DuplicateSummary,
  FactorToBest,
  FigureSummary,
  GroupMetric,
  GroupSummary,
  KneeSummary,
  Mode,
  OutcomeCount,
  ProofSummary,
  ScalingSummary,
  Summary,
  TwoModes,
} from "./summary.ts";
export { exactTest } from "./tests/exact-test.ts";
export { holm } from "./tests/holm.ts";
export { type MannWhitney, mannWhitney } from "./tests/mann-whitney.ts";
export { pairwiseRatio } from "./tests/pairwise-ratio.ts";
export { type BootstrapOptions, ratioOfMedians } from "./tests/ratio-of-medians.ts";
export { wilson } from "./tests/wilson.ts";
export {
  type Claim,
  claimOf,
  closeBand,
  differs,
  equivalenceBand,
  falseAlarmLevel,
  forksNeeded,
  type Interval,
  indicativeFactor,
  isDecided,
  type Verdict,
  verdictOf,
} from "./verdict.ts";
