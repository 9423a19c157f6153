// Objects that came as a message from another process, read as they are and parsed anew.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { defineExample, type OpenedModel } from "byturns";

interface Task {
  readonly pauseMs: number;
  readonly value: number;
  readonly fails: boolean;
}

/** Opening it receives the objects from a child process; a call reads all their properties. */
const model = (prepare: (received: Task[]) => Task[]): OpenedModel<object> => ({
  async open() {
    const child = fork(fileURLToPath(new URL("./pools/objects.child.ts", import.meta.url)), {
      // Its own words, so that it does not inherit ours; Deno needs `run`, and the child no permission.
      execArgv: "Deno" in globalThis ? ["run", "--no-prompt"] : [],
    });
    const [received] = (await once(child, "message")) as [Task[], unknown];
    return prepare(received);
  },
  run(_, __, tasks: Task[]) {
    let sum = 0;
    for (const { pauseMs, value, fails } of tasks) if (pauseMs === 0 && !fails) sum += value;
    return sum;
  },
});

export default defineExample({
  title: "Objects out of a channel",
  question: "What does it cost to read an object that another process has sent?",
  inputs: { bench: {} },
  check: (_, sum: number) => sum === 499_500,
  permissions: {
    ...{ read: ["*"], run: ["*"], env: ["*"], sys: ["*"] },
    why: "opening it starts a child process",
  },
  units: { object: () => 1_000 },
  models: {
    received: model((tasks) => tasks),
    parsed: model((tasks) => JSON.parse(JSON.stringify(tasks))),
  },
});
