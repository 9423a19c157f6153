// What must hold of every bounded map.
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { tasksInput } from "../inputs.ts";
import { enough, equal, onEverySchedule, type Property, so } from "./property.ts";

/** Any implementation of a bounded map. It may lack some options. */
export type BoundedMap = <Item, Result>(
  items: readonly Item[],
  limit: number,
  task: (item: Item, index: number, signal: AbortSignal) => Promise<Result>,
  options: { readonly signal: AbortSignal; readonly onFailure: "cancel" | "await" },
) => Promise<Result[]>;

/** Inputs of the example. */
export const boundedMapInput = fc.record({
  tasks: tasksInput(7),
  limit: fc.integer({ min: 1, max: 4 }),
  onFailure: fc.constantFrom("cancel" as const, "await" as const),
  observe: fc.constantFrom(true, true, true, false),
});

/** The properties of a bounded map. */
export function boundedMapProperties(map: BoundedMap): readonly Property[] {
  return [
    onEverySchedule(
      "keeps order and limit while nothing fails",
      boundedMapInput,
      async ({ tasks, limit, onFailure }, schedule) => {
        let running = 0;
        let peak = 0;
        const perform = async ({ pauseMs, value }: (typeof tasks)[number]) => {
          running += 1;
          peak = Math.max(peak, running);
          await pause(pauseMs);
          await schedule.shuffle();
          running -= 1;
          return value;
        };
        const results = await map(tasks, limit, perform, { signal: schedule.signal().signal, onFailure });
        equal(
          results,
          tasks.map(({ value }) => value),
          "the results",
        );
        so(peak <= limit, `${peak} ran at once, with a limit of ${limit}`);
      },
    ),
    onEverySchedule(
      "cleans up once, goes on only when nothing runs, and begins nothing afterwards, wherever it is canceled",
      fc.tuple(boundedMapInput, fc.nat(8), fc.boolean()),
      async ([{ tasks, limit, onFailure }, cancelMs, hears], schedule) => {
        const { signal } = schedule.signal(cancelMs, enough);
        const counts = { begun: 0, cleaned: 0 };
        const mapped = map(
          tasks,
          limit,
          async ({ pauseMs, value, fails }, _index, signal) => {
            counts.begun += 1;
            try {
              await pause(pauseMs, undefined, hears ? { signal } : {});
              await schedule.shuffle();
              if (fails) throw new RangeError("failed");
              return value;
            } finally {
              await schedule.shuffle();
              counts.cleaned += 1;
            }
          },
          { signal, onFailure },
        );
        const error = await mapped.then(
          () => undefined,
          (error: unknown) => error,
        );
        const atSettling = { ...counts };
        equal(atSettling.cleaned, atSettling.begun, "the tasks that have ended when it settles");
        if (error === undefined) equal(atSettling.begun, tasks.length, "the tasks begun");
        else so(isMade(error), `it failed with ${error}, which nobody made`);
        await pause(20);
        equal(counts, atSettling, "the tasks some time later");
      },
    ),
  ];
}

/** The failure of a task, the reason of the cancellation, or what a canceled task fails with. */
function isMade(error: unknown): boolean {
  return error === enough || error instanceof RangeError || (error as Error).name === "AbortError";
}
