import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { allOrNothing as spec } from "@byturns/spec/all-or-nothing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runAllOrNothing } from "../src/all-or-nothing.example.ts";
import { allOrNothing } from "../src/all-or-nothing.ts";

const input = fc.record({ tasks: tasksInput(6, 0, 9), observe: fc.constantFrom(true, true, true, false) });

describe("runAllOrNothing()", () => {
  it(
    "keeps its spec on every schedule, canceled or not",
    () => keepsSpecInVirtualTime(spec, runAllOrNothing, input),
    schedulesTimeoutMs(),
  );
});

describe("allOrNothing()", () => {
  it("fails with the first failure, a thrown one too, when nothing runs", async () => {
    let ended = false;
    const slow = async (signal: AbortSignal) => {
      while (!signal.aborted) await null;
      ended = true;
      throw new Error("second");
    };
    const thrown = () => {
      throw new Error("first");
    };
    await expect(allOrNothing([slow, thrown])).rejects.toThrow("first");
    expect(ended).toBe(true);
  });

  it("starts nothing when its signal is already aborted", async () => {
    const signal = AbortSignal.abort("no");
    await expect(allOrNothing([() => expect.unreachable()], { signal })).rejects.toBe("no");
  });

  it("starts nothing when the iterator of the tasks throws", async () => {
    function* tasks() {
      yield () => expect.unreachable();
      throw new Error("iterator");
    }
    await expect(allOrNothing(tasks())).rejects.toThrow("iterator");
  });
});
