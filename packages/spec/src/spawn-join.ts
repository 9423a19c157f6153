// spawn-join: many tasks are begun, and then awaited.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";

export const SpawnJoinInput = Schema.Struct({
  tasks: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 })),
  /**
   * `at-once`: a task begins, and ends, while it is spawned. `in-turn`: it begins when the scheduler comes to it, after
   * all that were spawned in one go, which live at one time. Threads support only the latter.
   */
  begin: Schema.Literals(["at-once", "in-turn"]),
});

export const SpawnJoinOutput = Schema.Struct({
  /** How many tasks were joined. */
  joined: Schema.Int,
  /** Of what the tasks returned: each its number, which count from 0. */
  sum: Schema.Int,
});

export type SpawnJoinInput = typeof SpawnJoinInput.Type;
export type SpawnJoinOutput = typeof SpawnJoinOutput.Type;

const counts = [100, 1_000, 10_000, 100_000, 1_000_000];

export const spawnJoin = defineSpec({
  id: "spawn-join",
  title: "Spawn and join",
  question: "What does a task cost?",
  origin: "The first figure that people ask of a scheduler, and the one that says least about it.",
  input: SpawnJoinInput,
  output: SpawnJoinOutput,
  inputs: {
    test: { tasks: 50, begin: "in-turn" },
    "test-at-once": { tasks: 50, begin: "at-once" },
    "test-one": { tasks: 1, begin: "in-turn" },
    bench: { tasks: 1_000, begin: "in-turn" },
    "bench-at-once": { tasks: 1_000, begin: "at-once" },
  },
  sweeps: {
    tasks: {
      parameter: "tasks",
      unit: "tasks",
      values: counts,
      each: "task",
      at: (tasks): SpawnJoinInput => ({ tasks, begin: "in-turn" }),
    },
    "tasks-at-once": {
      parameter: "tasks",
      unit: "tasks",
      values: counts,
      each: "task",
      at: (tasks): SpawnJoinInput => ({ tasks, begin: "at-once" }),
    },
  },
  batch: 1,
  primary: "per-task",
  oneCall: {
    work: "1,000 tasks that return at once are started, each in its turn, and then awaited.",
    inModel: {
      promises: "An async function a task, awaiting one resolved promise first.",
      fibers: "`Effect.forkChild` a task, and `Fiber.join`.",
      threads: "One entry in a queue in shared memory a task.",
    },
    objections: [
      {
        objection: "A task that does nothing is not a task.",
        answer: "It is the cost of any task before its own work begins.",
      },
    ],
  },
  check({ tasks }, { joined, sum }) {
    const wrong: string[] = [];
    if (joined !== tasks) wrong.push(`${joined} tasks were joined, not ${tasks}`);
    const right = (tasks * (tasks - 1)) / 2;
    if (sum !== right) wrong.push(`what they returned adds up to ${sum}, not ${right}`);
    return wrong;
  },
  ideal: ({ tasks }) => ({
    ms: undefined,
    why: `${tasks} tasks that do nothing but return: all of it is the scheduler's`,
  }),
  metrics: [
    {
      id: "per-task",
      title: "Wall time a task",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { tasks }) => (wallMs * 1_000) / tasks,
    },
    {
      id: "peak-per-task",
      title: "Peak resident memory of the process, by task",
      unit: "B",
      better: "lower",
      of: ({ peakRssBytes }, { tasks }) => (peakRssBytes === undefined ? undefined : peakRssBytes / tasks),
    },
  ],
});
