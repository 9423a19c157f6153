export type {
  FoundRuntime,
  MissingRuntime,
  OnceOptions,
  OnceTask,
  OneRun,
  PlannedSuite,
  PlanOptions,
  PlanSummary,
  RunEnd,
  RunEvent,
  SuiteCase,
  WarmUps,
} from "./api.ts";
export {
  type CalibrationOptions,
  calibrationGroups,
  calibrationPlan,
  calibrationSuites,
  slowdowns,
} from "./calibration-plan.ts";
export type { Catalog } from "./catalog.ts";
export { defaultThreads, quotaCores, usableCores } from "./cores.ts";
export { PlanOutdated, RuntimeMissing } from "./errors.ts";
export { summarisePlan } from "./estimate.ts";
export { type ExplainedFork, type ExplainTask, explainFork } from "./explain-fork.ts";
export { fetchRuntime } from "./fetch.ts";
export { examineMachine } from "./machine.ts";
export { runOnce } from "./once.ts";
export { makePlan } from "./plan.ts";
export { profiles } from "./profiles.ts";
export { type RunOptions, resumeRun, runPlan } from "./run-plan.ts";
export type { Explaining, Launch, Runtime } from "./runtime.ts";
export { allRuntimes, findRuntimes } from "./runtimes.ts";
