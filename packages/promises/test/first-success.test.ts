import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { firstSuccess as spec } from "@byturns/spec/first-success";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runFirstSuccess } from "../src/first-success.example.ts";
import { AllFailed, firstSuccess } from "../src/first-success.ts";

const input = fc.record({ tasks: tasksInput(6, 0, 9), observe: fc.constantFrom(true, true, true, false) });

describe("runFirstSuccess()", () => {
  it(
    "keeps its spec on every schedule, canceled or not",
    () => keepsSpecInVirtualTime(spec, runFirstSuccess, input),
    schedulesTimeoutMs(),
  );
});

describe("firstSuccess()", () => {
  it("fails with every failure in the order of the tasks, a thrown one among them", async () => {
    const tasks = [
      async () => {
        await null;
        throw new Error("late");
      },
      () => {
        throw new Error("thrown");
      },
    ];
    const error = await firstSuccess(tasks).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(AllFailed);
    expect(error).toMatchObject({ _tag: "AllFailed", message: "All 2 tasks failed" });
    expect((error as AllFailed).errors.map(({ message }) => message)).toEqual(["late", "thrown"]);
  });

  it("drops what a loser fails with while it cleans up", async () => {
    const loser = (signal: AbortSignal) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("cleanup"))));
    expect(await firstSuccess([loser, () => 1])).toBe(1);
  });

  it("rejects with the reason when it is aborted, though a task succeeds afterwards", async () => {
    const controller = new AbortController();
    const late = async () => {
      await null;
      controller.abort("no");
      await null;
      return 1;
    };
    await expect(firstSuccess([late], { signal: controller.signal })).rejects.toBe("no");
  });

  it("starts nothing when the iterator of the tasks throws", async () => {
    function* tasks() {
      yield () => expect.unreachable();
      throw new Error("iterator");
    }
    await expect(firstSuccess(tasks())).rejects.toThrow("iterator");
  });
});
