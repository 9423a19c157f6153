// What must hold of everything that limits how many run at once: semaphores and, with one permit, mutexes.
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { enough, equal, onEverySchedule, type Property, so, userInput } from "./property.ts";

/** Any implementation that limits how many run at once. */
export interface Permits {
  run<Result>(task: () => Promise<Result>, options: { readonly signal?: AbortSignal }): Promise<Result>;
  /** Whether no permit is held. */
  idle(): boolean;
}

/**
 * The properties of permits.
 *
 * @param most draws how many permits there are.
 */
export function permitsProperties(
  make: (permits: number) => Permits,
  most: fc.Arbitrary<number> = fc.integer({ min: 1, max: 3 }),
): readonly Property[] {
  const given = fc.record({ users: fc.array(userInput, { maxLength: 6 }), permits: most });
  return [
    onEverySchedule(
      "lets in no more than it may, in the order of asking, and has all permits back, whoever fails",
      given,
      async ({ users, permits }, schedule) => {
        const held = make(permits);
        const asked: number[] = [];
        const entered: number[] = [];
        let inside = 0;
        const use = async ({ asksMs, holdsMs, fails }: (typeof users)[number], i: number) => {
          await pause(asksMs);
          await schedule.shuffle();
          asked.push(i);
          const used = held.run(async () => {
            entered.push(i);
            inside += 1;
            so(inside <= permits, `${inside} were inside, with ${permits} permits`);
            await pause(holdsMs);
            await schedule.shuffle();
            inside -= 1;
            if (fails) throw enough;
          }, {});
          const error = await used.then(
            () => undefined,
            (error: unknown) => error,
          );
          equal(error, fails ? enough : undefined, "what the user is told");
        };
        await Promise.all(users.map(use));
        equal(entered, asked, "the order of entering");
        so(held.idle(), "a permit did not come back");
      },
    ),
    onEverySchedule(
      "tells who gives up at once, lets him in no more, and passes his turn on",
      given,
      async ({ users, permits }, schedule) => {
        const held = make(permits);
        const asked: number[] = [];
        const entered: number[] = [];
        const use = async ({ asksMs, holdsMs, givesUpMs, fails }: (typeof users)[number], i: number) => {
          const { signal } = schedule.signal(givesUpMs ?? undefined, enough);
          await pause(asksMs);
          await schedule.shuffle();
          asked.push(i);
          const used = held.run(
            async () => {
              so(!signal.aborted, `user ${i} was let in, and had given up`);
              entered.push(i);
              await pause(holdsMs);
              await schedule.shuffle();
              if (fails) throw new RangeError("failed");
            },
            { signal },
          );
          const error = await used.then(
            () => undefined,
            (error: unknown) => error,
          );
          if (entered.includes(i))
            equal(error instanceof RangeError, fails, `user ${i} is told of his failure`);
          else {
            equal(error, enough, "what one who did not enter is told");
            equal(schedule.nowMs(), Math.max(givesUpMs ?? 0, asksMs), `when user ${i} is told`);
          }
        };
        await Promise.all(users.map(use));
        equal(
          entered,
          asked.filter((i) => entered.includes(i)),
          "the order of entering",
        );
        so(held.idle(), "a permit did not come back");
      },
    ),
  ];
}
