// semaphore-pool: a few permits for many users, each with a resource of its own while it holds one.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { Observed, observe, Task, tasksOf, wrongObservation, wrongWithTasks } from "./tasks.ts";

const User = Schema.Struct({
  ...Task.fields,
  /** After how long the user gives up, whether it waits or has a permit; null if it never does. */
  giveUpMs: Schema.NullOr(Schema.Finite.check(Schema.isBetween({ minimum: 1, maximum: 60_000 }))),
});

export const SemaphorePoolInput = Schema.Struct({
  /** They call in this order, all at once. */
  users: Schema.Array(User).check(Schema.isMaxLength(100_000)),
  /** How many permits there are, and resources. */
  permits: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10_000 })),
  observe,
});

export const SemaphorePoolOutput = Schema.Struct({
  /** One for each user, in the order of the input. */
  outcomes: Schema.Array(Schema.Literals(["done", "failed", "gave up"])),
  /** How many permits are free in the end. */
  free: Schema.Int,
  observed: Schema.NullOr(
    Schema.Struct({
      ...Observed.fields,
      /** The users that got a permit, in that order. */
      granted: Schema.Array(Schema.Int),
      /** How often a resource was lent to a user while another still had it. */
      lentTwice: Schema.Int,
    }),
  ),
});

export type SemaphorePoolInput = typeof SemaphorePoolInput.Type;
export type SemaphorePoolOutput = typeof SemaphorePoolOutput.Type;

export const semaphorePool = defineSpec({
  id: "semaphore-pool",
  title: "Semaphore and pool",
  question: "What does a permit cost, and does it come back from success, failure and cancellation?",
  origin: "Dijkstra's semaphore; today the pool of connections in front of every database.",
  input: SemaphorePoolInput,
  output: SemaphorePoolOutput,
  inputs: {
    test: { users: usersOf(9, [3, 1, 0, 2]), permits: 3, observe: true },
    "test-failing": { users: usersOf(8, [2, 0, 1], [0, 3, 4]), permits: 2, observe: true },
    "test-impatient": {
      users: usersOf(6, [60, 60, 1]).map((user, i) => (i % 3 === 0 ? user : { ...user, giveUpMs: 8 })),
      permits: 2,
      observe: true,
    },
    "test-none": { users: [], permits: 1, observe: true },
    bench: { users: usersOf(1_000, [0]), permits: 8, observe: false },
    "bench-pauses": { users: usersOf(64, [1, 2, 3, 4]), permits: 8, observe: false },
  },
  sweeps: {
    permits: {
      parameter: "permits",
      unit: "permits",
      values: [1, 2, 4, 8, 16, 32, 64],
      at: (permits): SemaphorePoolInput => ({ users: usersOf(64, [1, 2, 3, 4]), permits, observe: false }),
    },
    users: {
      parameter: "users",
      unit: "users",
      values: [10, 100, 1_000, 10_000],
      each: "user",
      at: (count): SemaphorePoolInput => ({ users: usersOf(count, [0]), permits: 8, observe: false }),
    },
  },
  batch: 1,
  primary: "per-user",
  oneCall: {
    work: "1,000 users share 8 resources, in the order of asking; each holds one for one suspension.",
    inModel: {
      promises:
        "A line of waiters; the use is an `await` of a resolved promise: one turn of the microtask queue.",
      fibers:
        "Effect's semaphore and a resource around the use, which is `Effect.yieldNow`: one turn of Effect's scheduler.",
      threads: "The resource is lent on the main thread around one message each way.",
    },
    objections: [
      {
        objection: "A pause of 0 is not the same thing in the three models.",
        answer:
          "Admitted: it is the cheapest suspension that each has. A microtask is not a turn of a scheduler, and neither is a message; that difference is what is shown.",
      },
      {
        objection: "With 1,000 waiting, Effect's semaphore takes longer a user than with 10.",
        answer:
          "Admitted and worth knowing: its line is gone through when a permit comes back. The sweep over users shows it.",
      },
    ],
  },
  check(input, { outcomes, free, observed }, { model }) {
    const { users, permits } = input;
    const wrong = wrongObservation(input, observed);
    if (outcomes.length !== users.length)
      return [...wrong, `${outcomes.length} outcomes of ${users.length} users`];
    users.forEach(({ giveUpMs, fails }, i) => {
      if (outcomes[i] === "gave up") {
        if (giveUpMs === null) wrong.push(`user ${i} gave up, and has patience`);
      } else if (outcomes[i] !== (fails ? "failed" : "done")) {
        wrong.push(`user ${i} got ${outcomes[i]}`);
      }
    });
    if (free !== permits) wrong.push(`${free} permits are free in the end, of ${permits}`);
    if (observed === null) return wrong;
    wrong.push(...wrongWithTasks(users, observed));
    const { granted, endings, peakRunning, lentTwice } = observed;
    const withPermit = new Set(granted);
    users.forEach((_, i) => {
      if (outcomes[i] !== "gave up" && outcomes[i] !== endings[i])
        wrong.push(`user ${i} ended ${endings[i]}, and its caller got ${outcomes[i]}`);
      if (endings[i] !== "not started" && !withPermit.has(i))
        wrong.push(`user ${i} went on without a permit`);
    });
    if (withPermit.size !== granted.length) wrong.push(`a user got two permits: ${granted.join()}`);
    // A fiber can be cut short before it joins the line, and others overtake it.
    if (model !== "fibers" && granted.some((user, i) => user < (granted[i - 1] ?? 0))) {
      wrong.push(`permits were not given in the order of asking: ${granted.join()}`);
    }
    if (peakRunning > permits) wrong.push(`${peakRunning} users went on at once, with ${permits} permits`);
    const reachable = Math.min(permits, users.length);
    if (peakRunning < reachable && users.every((user) => user.giveUpMs === null))
      wrong.push(`never more than ${peakRunning} went on at once, of ${reachable} that could`);
    if (lentTwice > 0) wrong.push(`${lentTwice} times a resource was lent to two users`);
    return wrong;
  },
  ideal({ users, permits }) {
    const leastMs = users.reduce(
      (ms, { pauseMs, giveUpMs }) => Math.max(ms, Math.min(pauseMs, giveUpMs ?? pauseMs)),
      0,
    );
    if (users.some((user) => user.giveUpMs !== null)) {
      return { ms: leastMs, why: "the user who stays longest, if it never has to wait" };
    }
    const sumMs = users.reduce((sum, { pauseMs }) => sum + pauseMs, 0);
    return {
      ms: Math.max(leastMs, sumMs / permits),
      why: "all pauses shared by the permits, or the longest",
    };
  },
  metrics: [
    {
      id: "per-user",
      title: "Wall time a user",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { users }) => (users.length === 0 ? undefined : (wallMs * 1_000) / users.length),
    },
  ],
});

function usersOf(count: number, pausesMs: readonly number[], failing: readonly number[] = []) {
  return tasksOf(count, pausesMs, failing).map((task) => ({ ...task, giveUpMs: null as number | null }));
}
