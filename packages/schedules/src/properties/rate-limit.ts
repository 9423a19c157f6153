// What must hold of every rate limit.
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { tasksInput } from "../inputs.ts";
import { enough, equal, onEverySchedule, type Property, so } from "./property.ts";

/** Any implementation of a rate limit. */
export interface Rate {
  run<Result>(task: () => Promise<Result>, options: { readonly signal?: AbortSignal }): Promise<Result>;
}

/** Inputs of the example. */
export const rateLimitInput = fc.record({
  tasks: tasksInput(7),
  limit: fc.integer({ min: 1, max: 3 }),
  intervalMs: fc.integer({ min: 1, max: 3 }),
  observe: fc.constantFrom(true, true, true, false),
});

/** The properties of a rate limit. */
export function rateLimitProperties(make: (limit: number, intervalMs: number) => Rate): readonly Property[] {
  const user = fc.record({ asksMs: fc.nat(6), givesUpMs: fc.oneof(fc.constant(null), fc.nat(9)) });
  const given = fc.record({
    users: fc.array(user, { maxLength: 7 }),
    limit: fc.integer({ min: 1, max: 3 }),
    intervalMs: fc.integer({ min: 1, max: 4 }),
  });
  const run = async (
    { users, limit, intervalMs }: typeof given extends fc.Arbitrary<infer A> ? A : never,
    patient: boolean,
    schedule: Parameters<Parameters<typeof onEverySchedule>[2]>[1],
  ) => {
    const rate = make(limit, intervalMs);
    const asked: number[] = [];
    const starts: { readonly i: number; readonly atMs: number; readonly askedMs: number }[] = [];
    const use = async ({ asksMs, givesUpMs }: (typeof users)[number], i: number) => {
      const { signal } = schedule.signal(patient ? undefined : (givesUpMs ?? undefined), enough);
      await pause(asksMs);
      await schedule.shuffle();
      asked.push(i);
      const start = async () => {
        so(!signal.aborted, `user ${i} was started, and had given up`);
        starts.push({ i, atMs: schedule.nowMs(), askedMs: asksMs });
      };
      const error = await rate.run(start, { signal }).catch((error: unknown) => error);
      if (error === undefined) return;
      equal(error, enough, "what one who gave up is told");
      equal(schedule.nowMs(), Math.max(givesUpMs ?? 0, asksMs), `when user ${i} is told`);
    };
    await Promise.all(users.map(use));
    return { asked, starts };
  };
  return [
    onEverySchedule("never starts more than it may in any window", given, async (input, schedule) => {
      const { asked, starts } = await run(input, true, schedule);
      equal(starts.length, asked.length, "those who were started");
      const inOrder = starts.map(({ atMs }) => atMs).toSorted((a, b) => a - b);
      inOrder.slice(input.limit).forEach((atMs, i) => {
        const windowMs = atMs - (inOrder[i] as number);
        // Where `Date.now` has fractions, they are as coarse as this.
        const tooShort = windowMs < input.intervalMs - 0.001;
        so(
          !tooShort,
          `${input.limit + 1} were started within ${windowMs} ms, where ${input.intervalMs} allow ${input.limit}`,
        );
      });
    }),
    onEverySchedule(
      "starts everybody in the order of asking, as early as may be",
      given,
      async (input, schedule) => {
        const { asked, starts } = await run(input, true, schedule);
        equal(
          starts.map(({ i }) => i),
          asked,
          "the order of starts",
        );
        equalTimes(starts, input);
      },
    ),
    onEverySchedule(
      "tells who gives up at once, and lets those who stay start as if he had not come",
      given,
      async (input, schedule) => {
        const { asked, starts } = await run(input, false, schedule);
        const order = starts.map(({ i }) => i);
        equal(
          order,
          asked.filter((i) => order.includes(i)),
          "the order of starts",
        );
        equalTimes(starts, input);
        for (const [i, { givesUpMs }] of input.users.entries())
          if (givesUpMs === null) so(order.includes(i), `user ${i} stayed, and was not started`);
      },
    ),
  ];
}

function equalTimes(
  starts: readonly { readonly atMs: number; readonly askedMs: number }[],
  { limit, intervalMs }: { readonly limit: number; readonly intervalMs: number },
): void {
  starts.forEach(({ atMs, askedMs }, at) => {
    const freeMs = (starts[at - limit]?.atMs ?? -Infinity) + intervalMs;
    equal(atMs, Math.max(freeMs, askedMs, starts[at - 1]?.atMs ?? 0), `when start ${at} comes`);
  });
}
