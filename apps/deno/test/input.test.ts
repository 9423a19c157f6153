import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("hands an example objects as a program makes them, not as they come out of the channel", async () => {
  const reader = fileURLToPath(new URL("./input-reader.ts", import.meta.url));
  const child = fork(reader, {
    execArgv: ["run", "--allow-read", "--v8-flags=--allow-natives-syntax,--expose-gc"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  expect(await once(child, "message")).toMatchObject([{ _tag: "ready" }, undefined]);
  const times = { startedAtMs: Date.now(), warmUpMs: 0, measureMs: 0 };
  const input = { tasks: [{ value: 1 }, { value: 2 }] };
  const job = { example: "tasks", model: "reader", input, threads: 2, batch: 1, kind: "time" };
  child.send({ token: "w", ...job, ...times, trace: false, live: false });
  const [message] = await once(child, "message");
  child.send({ _tag: "received" });
  await once(child, "exit");
  expect(message).toMatchObject({ _tag: "done", result: { outputs: [[true, true]] } });
});
