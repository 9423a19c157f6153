// A tree of tasks whose leaves are added up (atemerev/skynet), in every shape that was tried: on promises, and on fibers
// under Effect's settings. With a million leaves, once in a fresh process: --input million --once --cut-off 10s.
import { defineExample, type OpenedModel, type RunModel } from "byturns";
import type { forks, Lever } from "./fibers/levers.ts";

interface Input {
  readonly levels: number;
}

/** Adds up a task's ten children; `child` is called with 0 to 9, and begins that one. */
type Branch = (child: (index: number) => Promise<number>, leaves: number) => Promise<number>;

const tree =
  (branch: Branch): RunModel<Input> =>
  async ({ levels }) => {
    let tasks = 0;
    const leaf = async (number: number) => number;
    const task = (number: number, leaves: number): Promise<number> => {
      tasks += 1;
      if (leaves === 1) return leaf(number);
      const ofChild = leaves / 10;
      return branch((index) => task(number + index * ofChild, ofChild), leaves);
    };
    return { sum: await task(0, 10 ** levels), tasks };
  };

const under = (lever: Lever): OpenedModel<Input> => ({
  open: async () => ({
    ...(await import("@byturns/fibers/skynet")),
    ...(await import("./fibers/levers.ts")),
  }),
  run: (input, { signal }, { skynet, run }) => run(lever, skynet(input), signal),
});

const forked = (name: keyof typeof forks): OpenedModel<Input> => ({
  open: () => import("./fibers/forked.ts"),
  run: (input, { signal }, { skynet }) => skynet(name, input, signal),
});

const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

export default defineExample({
  title: "A tree of tasks",
  question: "What does a tree of tasks cost a leaf?",
  inputs: { thousand: { levels: 3 }, "hundred-thousand": { levels: 5 }, million: { levels: 6 } },
  units: { leaf: ({ levels }) => 10 ** levels },
  check({ levels }, { sum, tasks }) {
    const leaves = 10 ** levels;
    return sum === (leaves * (leaves - 1)) / 2 && tasks === (10 * leaves - 1) / 9;
  },
  models: {
    promises: {
      open: () => import("@byturns/promises/skynet"),
      run: (input, context, { skynet }) => skynet(input, context),
    },
    // Everything is begun at once, and awaited by Promise.all: as most people write it.
    "promise-all": tree(async (child) =>
      (await Promise.all(ten.map(child))).reduce((sum, number) => sum + number, 0),
    ),
    // Everything is begun at once, and awaited one after another: a million live at one time.
    "promises-in-order": tree(async (child) => {
      let sum = 0;
      for (const one of ten.map(child)) sum += await one;
      return sum;
    }),
    // A child begins when the one before has ended: no tree of tasks any more, but its lower bound.
    "promises-one-by-one": tree(async (child) => {
      let sum = 0;
      for (const index of ten) sum += await child(index);
      return sum;
    }),
    // Children add themselves to their parent, and the last of them resolves it.
    "promises-countdown": tree(
      (child) =>
        new Promise((resolve, reject) => {
          let [sum, left] = [0, 10];
          const add = (ofChild: number) => {
            sum += ofChild;
            left -= 1;
            if (left === 0) resolve(sum);
          };
          for (const index of ten) child(index).then(add, reject);
        }),
    ),
    // Ours, and a turn of the loop after each thousand leaves: the honest yield, and its price.
    "promises-giving-way": tree(async (child, leaves) => {
      const children: Promise<number>[] = [];
      for (const index of ten) {
        const one = child(index);
        children.push(one);
        if (leaves > 100) await one;
      }
      let sum = 0;
      for (const one of children) sum += await one;
      if (leaves === 1_000) await turn();
      return sum;
    }),
    fibers: under("fibers"),
    "fibers-sync": under("fibers-sync"),
    "fibers-unyielding": under("fibers-unyielding"),
    "fibers-lean": under("fibers-lean"),
    // The parent keeps no set of its children.
    "fibers-detached": forked("fibers-detached"),
    // Children are forked and joined one after another, and not by forEach.
    "fibers-fork-join": forked("fibers-fork-join"),
    // Children begin when the scheduler comes to them, so the whole tree lives at one time.
    "fibers-in-turn": forked("fibers-in-turn"),
  },
});
