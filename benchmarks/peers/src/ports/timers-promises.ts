// node:timers/promises, the delay that comes with the runtime.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { SleepersInput, SleepersOutput } from "@byturns/spec/sleepers";
import { contender } from "../contender.ts";

export const port = contender("timers-promises", {
  sleepers: async (input: SleepersInput, { nowMs }: ExampleContext): Promise<SleepersOutput> => {
    const startMs = nowMs();
    const asleep: Promise<void>[] = [];
    for (let i = 0; i < input.sleepers; i++) asleep.push(sleep(input.sleepMs));
    const begunMs = nowMs() - startMs;
    const { length: woken } = await Promise.all(asleep);
    return { woken, begunMs, tookMs: nowMs() - startMs };
  },
});
