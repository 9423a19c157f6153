// What a program imports: how to declare an example of one's own, and the functions that the command is made of. A
// measured process imports this file too, for `defineExample`, so the rest is loaded when it is called.
import type { measure as Measure } from "./api/measure.ts";
import type { plan as MakePlan } from "./api/plan.ts";
import type { report as Report } from "./api/report.ts";

export * from "@byturns/define";
export type { RunEnd, RunEvent } from "@byturns/lab";
export type { Plan } from "@byturns/record";
export type { Summary } from "@byturns/statistics";
export type { MeasureRequest } from "./api/measure.ts";
export type { PlanRequest } from "./api/plan.ts";
export type { MachineReport, RunReport } from "./api/report.ts";

/** Makes a plan of what to measure; see `api/plan.ts`. */
export const plan: typeof MakePlan = async (request) => (await import("./api/plan.ts")).plan(request);

/** Runs a plan; see `api/measure.ts`. */
export const measure: typeof Measure = async (made, request) =>
  (await import("./api/measure.ts")).measure(made, request);

/** Reads a run and writes its reports; see `api/report.ts`. */
export const report: typeof Report = async (folder) => (await import("./api/report.ts")).report(folder);
