// The statistics over a run's records: pure functions over arrays of fork medians, and the summary made from them.
export {
  type CalibrationCell,
  type CalibrationGroup,
  type CalibrationProfile,
  type CalibrationRow,
  calibration,
} from "./calibration.ts";
export {
  type CellComparison,
  type CompareOptions,
  compareAll,
  compareCells,
  countFalseAlarms,
} from "./compare.ts";
export { type Crossover, findCrossover } from "./crossover.ts";
export { countDecisions, type Decision, type DecisionCount, decisionsOf } from "./decisions.ts";
export { type Distribution, distribution, median, quantile } from "./distribution.ts";
export { exactTest } from "./exact-test.ts";
export type { CellFacts, ForkFacts, MetricFacts, RunFacts, SweepFacts } from "./facts.ts";
export { type Fitted, hasInterval, inverseOf } from "./fitted.ts";
export { holm } from "./holm.ts";
export { jainIndex } from "./jain.ts";
export { findKnee, type Knee } from "./knee.ts";
export { type MannWhitney, mannWhitney } from "./mann-whitney.ts";
export { medianInterval } from "./median-interval.ts";
export { pairwiseRatio } from "./pairwise-ratio.ts";
export { type BootstrapOptions, ratioOfMedians } from "./ratio-of-medians.ts";
export { repeatedLevel } from "./repeated-level.ts";
export { fitScaling, type Scaling, type SweptCell } from "./scaling.ts";
export {
  compareInLooks,
  looksUpTo,
  type SequentialComparison,
  type SequentialDesign,
  type SharedRound,
  type StopReason,
  sequentialDesign,
} from "./sequential.ts";
export { coresSweep, type SpeedUp, speedUpsOf } from "./speed-up.ts";
export { type SummariseOptions, summarise } from "./summarise.ts";
export type {
  CellSummary,
  Comparison,
  CrossoverSummary,
  DuplicateSummary,
  FactorToBest,
  FigureSummary,
  GroupMetric,
  GroupSummary,
  KneeSummary,
  OutcomeCount,
  ProofSummary,
  ScalingSummary,
  Summary,
} from "./summary.ts";
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
export { wilson } from "./wilson.ts";
