export { Environment, Finding, Machine } from "./environment.ts";
export { ForkHead, ForkRecord, forkKey, Outcome, type OutcomeTag } from "./fork.ts";
export {
  Case,
  Cell,
  cellId,
  ForkKind,
  Plan,
  PlannedRuntime,
  Profile,
  ProfileName,
  Round,
  schemaVersion,
} from "./plan.ts";
export {
  Failure,
  Job,
  LoopDelay,
  Measurement,
  Message,
  PrintedLine,
  Report,
  Span,
  Trace,
  WallTime,
} from "./protocol.ts";
export type { Run, SetAside } from "./run.ts";
export { CellTrace, traceFile } from "./trace.ts";
