import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { decoder, Message } from "@byturns/record";
import { describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const decode = decoder(Message);

async function next(child: ChildProcess): Promise<Message> {
  const [value] = await once(child, "message");
  const decoded = decode(value);
  if ("why" in decoded) throw new Error(decoded.why);
  return decoded.value;
}

function jobOf(delayMs: number) {
  return {
    token: "w",
    example: "say-after",
    model: "promises",
    input: { lines: [{ text: "a", delayMs }], order: "concurrent" },
    threads: 2,
    batch: 1,
    kind: "time",
    startedAtMs: Date.now(),
    warmUpMs: 0,
    measureMs: 0,
    trace: false,
    live: false,
  };
}

describe("host()", () => {
  it("is ready, does its job, replies with the job's token, and ends by itself", async () => {
    const child = fork(main, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    expect(await next(child)).toEqual({ _tag: "ready" });
    child.send(jobOf(0));
    expect(await next(child)).toMatchObject({
      _tag: "done",
      token: "w",
      result: { outputs: [{ lines: [{ text: "a" }] }] },
    });
    // It stays until the lab has received the result, so that its children can still be found through it.
    expect(child.exitCode).toBeNull();
    child.send({ _tag: "received" });
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("reports an example's failure", async () => {
    const child = fork(main, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    await next(child);
    child.send({ ...jobOf(0), example: "nothing" });
    expect(await next(child)).toMatchObject({ _tag: "failed", token: "w", failure: { name: "RangeError" } });
    child.send({ _tag: "received" });
    await once(child, "exit");
  });

  it.each(["SIGTERM", "SIGINT"] as const)("aborts the job on %s, and ends by itself", async (signal) => {
    const child = fork(main, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    await next(child);
    child.send({ ...jobOf(60_000), live: true });
    child.kill(signal);
    expect(await next(child)).toMatchObject({ _tag: "failed", failure: { name: "AbortError" } });
    child.disconnect();
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("ends when its parent is gone, whatever it was doing", async () => {
    const child = fork(main, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    await next(child);
    child.send(jobOf(60_000), () => child.disconnect());
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});
