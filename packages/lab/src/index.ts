export type {
  Against,
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
export type { Catalog } from "./catalog.ts";
export { PlanOutdated, RuntimeMissing } from "./errors.ts";
export { type ExplainedFork, type ExplainTask, explainFork } from "./fork/explain-fork.ts";
export { examineMachine } from "./machine/machine.ts";
export { runOnce } from "./once.ts";
export {
  type CalibrationOptions,
  calibrationGroups,
  calibrationPlan,
  calibrationSuites,
  slowdowns,
} from "./plan/calibration-plan.ts";
export { defaultThreads, quotaCores, usableCores } from "./plan/cores.ts";
export { summarizePlan } from "./plan/estimate.ts";
export { makePlan } from "./plan/plan.ts";
export { profiles } from "./plan/profiles.ts";
export { type RunOptions, resumeRun, runPlan } from "./run-plan.ts";
export { fetchRuntime } from "./runtime/fetch.ts";
export type { Explaining, Launch, Runtime } from "./runtime/runtime.ts";
export { allRuntimes, findRuntimes } from "./runtime/runtimes.ts";
