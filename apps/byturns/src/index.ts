// The functions that the command is made of, for programs: a plan, its run, its reports.
export type { RunEnd, RunEvent } from "@byturns/lab";
export type { Plan } from "@byturns/record";
export type { Summary } from "@byturns/statistics";
export { type MeasureRequest, measure } from "./api/measure.ts";
export { type PlanRequest, plan } from "./api/plan.ts";
export { type MachineReport, type RunReport, report } from "./api/report.ts";
