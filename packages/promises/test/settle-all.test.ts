import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { settleAll as spec } from "@byturns/spec/settle-all";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runSettleAll } from "../src/settle-all.example.ts";
import { settleAll } from "../src/settle-all.ts";

const input = fc.record({ tasks: tasksInput(6, 0, 9), observe: fc.constantFrom(true, true, true, false) });

describe("runSettleAll()", () => {
  it(
    "keeps its spec on every schedule, canceled or not",
    () => keepsSpecInVirtualTime(spec, runSettleAll, input),
    schedulesTimeoutMs(),
  );
});

describe("settleAll()", () => {
  it("reports a thrown failure like a rejected one", async () => {
    const error = new Error("thrown");
    const thrown = () => {
      throw error;
    };
    expect(await settleAll([() => 1, thrown, async () => thrown()])).toEqual([
      { status: "fulfilled", value: 1 },
      { status: "rejected", reason: error },
      { status: "rejected", reason: error },
    ]);
  });

  it("starts nothing when its signal is already aborted", async () => {
    const signal = AbortSignal.abort("no");
    await expect(settleAll([() => expect.unreachable()], { signal })).rejects.toBe("no");
  });

  it("starts nothing when the iterator of the tasks throws", async () => {
    function* tasks() {
      yield () => expect.unreachable();
      throw new Error("iterator");
    }
    await expect(settleAll(tasks())).rejects.toThrow("iterator");
  });
});
