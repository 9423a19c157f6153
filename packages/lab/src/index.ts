export type {
  FoundRuntime,
  MissingRuntime,
  OneRun,
  PlanOptions,
  PlanSummary,
  RunEnd,
  RunEvent,
  SuiteCase,
} from "./api.ts";
export type { House } from "./house.ts";
export type { Launch, Runtime } from "./runtime.ts";
