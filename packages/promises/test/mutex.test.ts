import { setTimeout as pause } from "node:timers/promises";
import { scheduleSeed } from "@byturns/schedules/inputs";
import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { inVirtualTime } from "@byturns/schedules/virtual-time";
import { mutex as spec } from "@byturns/spec/mutex";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Mutex, playMutex } from "../src/mutex.ts";

const input = fc.record({
  writers: fc.integer({ min: 1, max: 4 }),
  updates: fc.nat(3),
  gapMs: fc.nat(2),
  guarded: fc.boolean(),
});

describe("playMutex()", () => {
  it(
    "keeps its spec on every schedule, cancelled or not",
    () => keepsSpecInVirtualTime(spec, playMutex, input),
    schedulesTimeoutMs(),
  );
});

describe("Mutex.run()", () => {
  const user = fc.record({
    asksMs: fc.nat(3),
    holdsMs: fc.nat(3),
    givesUpMs: fc.oneof(fc.constant(null), fc.nat(8)),
    fails: fc.boolean(),
  });

  it(
    "lets in one at a time, in the order of asking, and all but those who gave up, whoever fails",
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(user, { maxLength: 6 }), scheduleSeed, (users, seed) =>
          inVirtualTime(seed, async (schedule) => {
            const mutex = new Mutex();
            const asked: number[] = [];
            const entered: number[] = [];
            let inside = 0;
            const use = async ({ asksMs, holdsMs, givesUpMs, fails }: (typeof users)[number], i: number) => {
              const reason = new Error("enough");
              const { signal } = schedule.signal(givesUpMs ?? undefined, reason);
              await pause(asksMs);
              await schedule.shuffle();
              asked.push(i);
              const held = mutex.run(
                async () => {
                  entered.push(i);
                  expect(++inside).toBe(1);
                  await pause(holdsMs);
                  await schedule.shuffle();
                  inside -= 1;
                  if (fails) throw new RangeError("failed");
                },
                { signal },
              );
              const error = await held.then(
                () => undefined,
                (error: unknown) => error,
              );
              if (error === reason) expect(entered).not.toContain(i);
              else expect([entered.includes(i), error instanceof RangeError]).toEqual([true, fails]);
            };
            await Promise.all(users.map(use));
            expect(entered).toEqual(asked.filter((i) => entered.includes(i)));
            expect(mutex.locked).toBe(false);
          }),
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("calls the task at once when nobody holds it", async () => {
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

  it("passes the mutex on when it is handed to one that is given up in the same turn", async () => {
    const mutex = new Mutex();
    const controller = new AbortController();
    const { signal } = controller;
    const reason = new Error("enough");
    const first = mutex.run(() => {
      // When this one leaves, but before the second hears that it is next.
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

  it("does not begin when its signal is aborted already", async () => {
    const signal = AbortSignal.abort("no");
    await expect(new Mutex().run(() => expect.unreachable(), { signal })).rejects.toBe("no");
  });
});
