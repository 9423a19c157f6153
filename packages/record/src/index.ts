export { bounded } from "./bounded.ts";
export { failureChars, keptOutputChars, keptOutputs, lineChars } from "./bounds.ts";
export { crashReason } from "./crash-reason.ts";
export { type Decoded, decoder, jsonDecoder } from "./decode.ts";
export { whySourcesDiffer } from "./differing-sources.ts";
export { Condition, Environment, isMachineName, Machine, MeasuredSources, worst } from "./environment.ts";
export { RecordLost, RunBusy, RunsDiffer, RunUnreadable } from "./errors.ts";
export { factsOf } from "./facts-of.ts";
export { createRun, files, removeParts, writeEnvironment, writePlan, writeTrace } from "./files/folder.ts";
export { type Journal, openJournal } from "./files/journal.ts";
export { type FileLock, isAlive, lockFile, lockRun } from "./files/lock.ts";
export { byMachine, type MachinePart, onMachines } from "./files/machines.ts";
export { makeFolder } from "./files/make-folder.ts";
export { type Merged, mergeRuns } from "./files/merge.ts";
export { readEnvironment, readHeads, readPlan, readRun } from "./files/read.ts";
export { CellTrace, traceFile } from "./files/trace.ts";
export { type ForkHead, ForkRecord, forkKey, Outcome, type OutcomeTag } from "./fork.ts";
export { observedMs } from "./observed-ms.ts";
export {
  OwnShare,
  OwnShares,
  ownShareFile,
  ownShareLimits,
  readOwnShares,
  readOwnSharesFile,
} from "./own-share.ts";
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
  Counts,
  Failure,
  Job,
  LoopDelay,
  Measurement,
  Message,
  PrintedLine,
  Result,
  Span,
  Trace,
  WallTime,
} from "./protocol.ts";
export type { Run, Skipped } from "./run.ts";
export { joinedSequence, movedSequence, PlannedDecision, Sequence } from "./sequence.ts";
export { metricNames } from "./standard-metrics.ts";
export { metricNamed, tailWarning, whyNoTail } from "./tails.ts";
