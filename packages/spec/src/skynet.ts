// skynet: a tree of tasks, ten children each, whose leaves are numbered and added up.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";

export const SkynetInput = Schema.Struct({
  /** Levels below the root; each task above the last of them has ten children. 6 is a million leaves. */
  levels: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 6 })),
});

export const SkynetOutput = Schema.Struct({
  /** Of the numbers of all leaves, which count from 0. */
  sum: Schema.Int,
  /** How many tasks were begun, leaves and those above them. */
  tasks: Schema.Int,
});

export type SkynetInput = typeof SkynetInput.Type;
export type SkynetOutput = typeof SkynetOutput.Type;

export const skynet = defineSpec({
  id: "skynet",
  title: "Skynet",
  question: "What does a tree of tasks cost, ten children each, up to a million leaves?",
  origin: "atemerev/skynet: a million leaves on an i7-4770 in 285 ms (bluebird), 629 ms (Go), 4.4 s (Akka).",
  input: SkynetInput,
  output: SkynetOutput,
  inputs: {
    test: { levels: 2 },
    "test-leaf": { levels: 0 },
    "test-three": { levels: 3 },
    bench: { levels: 3 },
    million: { levels: 6 },
  },
  sweeps: {
    leaves: {
      parameter: "leaves",
      unit: "leaves",
      values: [1_000, 10_000, 100_000, 1_000_000],
      each: "leaf",
      at: (leaves): SkynetInput => ({ levels: Math.round(Math.log10(leaves)) }),
    },
  },
  batch: 1,
  primary: "per-task",
  oneCall: {
    work: "A tree of tasks, ten children each, down to 1,000 leaves, whose numbers are summed.",
    inModel: {
      promises: "An async function a task; wide branches one after another.",
      fibers: "A fiber a task, depth first.",
      threads: "A message each way a leaf; the main thread has the branches.",
    },
    objections: [
      {
        objection: "Branches that are taken one after another are not all started at once, as skynet asks.",
        answer:
          "Admitted: with all at once, memory and not scheduling would be measured, and no model is held to it.",
      },
    ],
  },
  check({ levels }, { sum, tasks }) {
    const wrong: string[] = [];
    const leaves = 10 ** levels;
    const right = (leaves * (leaves - 1)) / 2;
    if (sum !== right) wrong.push(`${leaves} leaves add up to ${sum}, not ${right}`);
    const all = tasksOf(levels);
    if (tasks !== all) wrong.push(`${tasks} tasks were begun, not ${all}`);
    return wrong;
  },
  ideal: ({ levels }) => ({
    ms: undefined,
    why: `${tasksOf(levels)} tasks that only add: how long is the processor's business`,
  }),
  metrics: [
    {
      id: "per-task",
      title: "Wall time a task",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { levels }) => (wallMs * 1_000) / tasksOf(levels),
    },
    {
      id: "peak-rss",
      title: "Peak resident memory",
      unit: "MB",
      better: "lower",
      of: ({ peakRssBytes }) => (peakRssBytes === undefined ? undefined : peakRssBytes / 1e6),
    },
  ],
});

/** 1 + 10 + 100 + … */
function tasksOf(levels: number): number {
  return (10 ** (levels + 1) - 1) / 9;
}
