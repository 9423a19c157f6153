import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { type Permits, permitsProperties } from "@byturns/schedules/properties/permits";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { mutex as spec } from "@byturns/spec/mutex";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runMutex } from "../src/mutex.example.ts";
import { Mutex } from "../src/mutex.ts";

const input = fc.record({
  writers: fc.integer({ min: 1, max: 4 }),
  updates: fc.nat(3),
  gapMs: fc.nat(2),
  guarded: fc.boolean(),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runMutex()", () => {
  it(
    "keeps its spec on every schedule, canceled or not",
    () => keepsSpecInVirtualTime(spec, runMutex, input),
    schedulesTimeoutMs(),
  );
});

describe("Mutex.run()", () => {
  const make = () => {
    const mutex = new Mutex();
    const run: Permits["run"] = (task, options) => mutex.run(task, options);
    return { run, idle: () => !mutex.locked };
  };

  it.each(permitsProperties(make, fc.constant(1)).map((property) => [property.name, property] as const))(
    "%s",
    (_, property) => property.holds(),
    schedulesTimeoutMs(),
  );

  it("calls the task at once when it is free", async () => {
    const mutex = new Mutex();
    let called = false;
    const held = mutex.run(() => {
      called = true;
      expect(mutex.locked).toBe(true);
    });
    expect(called).toBe(true);
    await held;
    expect(mutex.locked).toBe(false);
  });

  it("passes the mutex on when it is granted to a call that gives up in the same turn", async () => {
    const mutex = new Mutex();
    const controller = new AbortController();
    const { signal } = controller;
    const reason = new Error("enough");
    const first = mutex.run(() => {
      // When this one leaves, but before the second resumes.
      queueMicrotask(() => queueMicrotask(() => controller.abort(reason)));
      return [
        mutex.run(() => expect.unreachable(), { signal }).catch((error: unknown) => error),
        mutex.run(() => "third"),
      ];
    });
    const [second, third] = await first;
    expect(await second).toBe(reason);
    expect(await third).toBe("third");
  });

  it("does not begin when its signal is already aborted", async () => {
    const signal = AbortSignal.abort("no");
    await expect(new Mutex().run(() => expect.unreachable(), { signal })).rejects.toBe("no");
  });
});
