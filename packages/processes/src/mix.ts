// mix on processes.
//
// Start: a request waits in this process, by a timer; its computing is a task of the pool, and runs in the first
// process that is free. Cancel: the signal ends the waiting, the connections and the sender; the pool cancels the
// tasks, and kills a process that computes. Fail: a request that fails is answered with 500; a failure of the sender
// rejects. Cost: a promise, a timer and a message each way per request; no request waits for another before all
// processes compute, or the cores run out.
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { MixInput, MixOutput } from "@byturns/spec/mix";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./mix.child.ts";

export const child = new URL("./mix.child.ts", import.meta.url);

/** The sender of the requests did not do what it was asked to do. */
export class LoadFailed extends Error {
  override readonly name = "LoadFailed";
  readonly _tag = "LoadFailed";
}

/**
 * Serves the requests that the sender makes, and returns their outcomes. Rejects with LoadFailed when the sender
 * refuses, and when the context's signal is aborted.
 */
export async function mix(
  input: MixInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<MixOutput> {
  const { signal } = context;
  signal.throwIfAborted();
  let came = 0;
  const server = createServer((request, response) => {
    answer(request, `request ${came++}`, input, context, processes).then(
      (body) => response.end(body),
      () => response.writeHead(500).end(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await sendTo((server.address() as AddressInfo).port, input, signal);
  } finally {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  }
}

async function answer(
  request: IncomingMessage,
  task: string,
  { waitMs, units }: MixInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
) {
  if (waitMs > 0) await context.waiting(task, sleep(waitMs, undefined, { signal: context.signal }));
  const from = Number(request.url?.slice(1));
  return String(await processes.run("computeFor", { task, units, from }));
}

async function sendTo(
  port: number,
  { load, requestsPerSecond, requests, seed }: MixInput,
  signal: AbortSignal,
): Promise<MixOutput> {
  const body = JSON.stringify({ port, requestsPerSecond, requests, seed });
  const response = await fetch(`http://${load}/run`, { method: "POST", body, signal });
  if (!response.ok) throw new LoadFailed(`The sender refuses: ${await response.text()}`);
  return (await response.json()) as MixOutput;
}
