import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import { sayAfter as sayAfterSpec } from "@byturns/spec/say-after";
import { sleepers as sleepersSpec } from "@byturns/spec/sleepers";
import * as Clock from "effect/Clock";
import * as Console from "effect/Console";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import { describe, expect, it } from "vitest";
import { sayAfter } from "../src/say-after.ts";
import { sleepers } from "../src/sleepers.ts";

const runInfo = { model: "fibers", threads: 1 };

/** Runs while the time of day is set back by a minute each time it is read. */
function runSetBack<Output>(run: Effect.Effect<Output>): Exit.Exit<Output> {
  let timeOfDayNs = 0n;
  const currentTimeNanosUnsafe = () => {
    timeOfDayNs -= 60_000_000_000n;
    return timeOfDayNs;
  };
  const currentTimeNanos = Effect.sync(currentTimeNanosUnsafe);
  return withFiberSchedule(1, () =>
    Effect.clockWith((clock) =>
      run.pipe(
        Effect.provideService(Clock.Clock, { ...clock, currentTimeNanosUnsafe, currentTimeNanos }),
        Effect.provideService(Console.Console, { ...globalThis.console, log: () => {} }),
      ),
    ),
  );
}

describe("what an example reports of time", () => {
  it.each(["test", "test-sequential"] as const)(
    "sayAfter() keeps its spec in %s, whatever the time of day",
    (name) => {
      const input = sayAfterSpec.inputs[name] ?? sayAfterSpec.inputs.test;
      const wrong = Exit.map(runSetBack(sayAfter(input)), (output) =>
        sayAfterSpec.check(input, output, runInfo),
      );
      expect(wrong).toEqual(Exit.succeed([]));
    },
  );

  it("sleepers() keeps its spec, whatever the time of day", () => {
    const input = sleepersSpec.inputs.test;
    const wrong = Exit.map(runSetBack(sleepers(input)), (output) =>
      sleepersSpec.check(input, output, runInfo),
    );
    expect(wrong).toEqual(Exit.succeed([]));
  });
});
