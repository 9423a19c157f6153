import { scheduleSeed } from "@byturns/schedules/inputs";
import { keepsSpecUnderFiberSchedules } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import { mutex as spec } from "@byturns/spec/mutex";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Fiber from "effect/Fiber";
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
    "keeps its spec on every schedule, interrupted or not",
    () => keepsSpecUnderFiberSchedules(spec, runMutex, input),
    schedulesTimeoutMs(),
  );

  it("loses unguarded updates", async () => {
    const { count } = await Effect.runPromise(
      runMutex({ writers: 3, updates: 2, gapMs: 0, guarded: false, observe: false }),
    );
    expect(count).toBeLessThan(6);
  });
});

describe("Mutex.run()", () => {
  const user = fc.record({ holdsMs: fc.nat(3), interruptMs: fc.oneof(fc.constant(null), fc.nat(8)) });

  it(
    "runs one at a time, and all but the interrupted tasks",
    () =>
      fc.assert(
        fc.property(fc.array(user, { maxLength: 6 }), scheduleSeed, (users, seed) => {
          const mutex = new Mutex();
          let inside = 0;
          const use = Effect.fnUntraced(function* ({ holdsMs, interruptMs }: (typeof users)[number]) {
            const hold = Effect.acquireUseRelease(
              Effect.sync(() => expect(++inside).toBe(1)),
              () => Effect.sleep(holdsMs),
              () => Effect.sync(() => --inside),
            );
            const fiber = yield* Effect.forkChild(mutex.run(hold));
            if (interruptMs !== null) {
              yield* Effect.sleep(interruptMs);
              yield* Fiber.interrupt(fiber);
            }
            const exit = yield* Fiber.await(fiber);
            if (Exit.isFailure(exit) && (interruptMs === null || !Exit.hasInterrupts(exit)))
              throw new Error(`Ended with ${exit}`);
          });
          const program = Effect.forEach(users, use, { concurrency: "unbounded", discard: true });
          const exit = withFiberSchedule(seed, () =>
            Effect.andThen(program, mutex.run(Effect.succeed("free"))),
          );
          expect(exit).toEqual(Exit.succeed("free"));
        }),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );
});
