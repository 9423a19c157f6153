import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecUnderFiberSchedules } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import { firstSuccess as spec } from "@byturns/spec/first-success";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runFirstSuccess } from "../src/first-success.example.ts";
import { AllFailed, firstSuccess } from "../src/first-success.ts";

const input = fc.record({ tasks: tasksInput(6, 0, 9), observe: fc.constantFrom(true, true, true, false) });

describe("runFirstSuccess()", () => {
  it(
    "keeps its spec on every schedule, interrupted or not",
    () => keepsSpecUnderFiberSchedules(spec, runFirstSuccess, input),
    schedulesTimeoutMs(),
  );
});

describe("firstSuccess()", () => {
  it("fails with every failure in the order of the tasks", () => {
    const tasks = [Effect.delay(Effect.fail("late"), 2), Effect.fail("early")];
    const exit = withFiberSchedule(1, () => firstSuccess(tasks));
    expect(exit).toEqual(Exit.fail(new AllFailed({ errors: ["late", "early"] })));
  });

  it("fails at once without tasks", () => {
    expect(withFiberSchedule(1, () => firstSuccess([]))).toEqual(Exit.fail(new AllFailed({ errors: [] })));
  });

  it("dies of a defect if no task succeeds, and wins in spite of one", () => {
    const defect = Effect.die("defect");
    expect(withFiberSchedule(1, () => firstSuccess([defect, Effect.fail("failed")])).toString()).toContain(
      "defect",
    );
    expect(withFiberSchedule(1, () => firstSuccess([defect, Effect.succeed(1)]))).toEqual(Exit.succeed(1));
  });
});
