export {
  type Hello,
  type Member,
  membersOf,
  silentAfterMs,
  type WaitingRun,
  waitingRuns,
  withdrawRun,
} from "./board.ts";
export { connect, prepareFleet, withoutPassword } from "./connect.ts";
export { FleetRefused, FleetUnreachable } from "./errors.ts";
export {
  type FleetEnd,
  type FleetEvent,
  type FleetOptions,
  isFleetRun,
  resumeOnFleet,
  runOnFleet,
  type Share,
} from "./fleet-run.ts";
export { joinFleet, type RunnerEvent, type RunnerOptions } from "./runner.ts";
