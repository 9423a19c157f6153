// A thousand tasks that are begun and awaited: shapes of promises, and ways to fork a fiber.
import { defineExample } from "byturns";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

export default defineExample({
  title: "Tasks begun and awaited",
  question: "What does it cost to begin a task and to await it?",
  inputs: {
    "in-turn": { tasks: 1_000, begin: "in-turn" },
    "at-once": { tasks: 1_000, begin: "at-once" },
  },
  units: { task: ({ tasks }) => tasks },
  models: {
    promises: {
      open: () => import("@byturns/promises/spawn-join"),
      run: (input, context, { spawnJoin }) => spawnJoin(input, context),
    },
    "promise-all": async ({ tasks, begin }) => {
      const spawned: Promise<number>[] = [];
      for (let number = 0; number < tasks; number++) spawned.push(taskOf(number, begin));
      const numbers = await Promise.all(spawned);
      return { joined: numbers.length, sum: sumOf(numbers) };
    },
    // A turn of the loop after each thousand, so that timers and sockets are served.
    "promises-giving-way": async ({ tasks, begin }) => {
      const spawned: Promise<number>[] = [];
      for (let number = 0; number < tasks; number++) {
        if (number % 1_000 === 999) await turn();
        spawned.push(taskOf(number, begin));
      }
      let sum = 0;
      for (const one of spawned) sum += await one;
      return { joined: spawned.length, sum };
    },
    fibers: {
      open: async () => ({
        ...(await import("@byturns/fibers/spawn-join")),
        ...(await import("./fibers/levers.ts")),
      }),
      run: (input, { signal }, { spawnJoin, run }) => run("fibers", spawnJoin(input), signal),
    },
    "fibers-detached": {
      open: () => import("./fibers/forked.ts"),
      run: (input, { signal }, { spawnJoin }) => spawnJoin("fibers-detached", input, signal),
    },
  },
});

async function taskOf(number: number, begin: string): Promise<number> {
  if (begin === "in-turn") await undefined;
  return number;
}
