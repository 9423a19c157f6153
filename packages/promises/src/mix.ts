// mix on promises.
//
// Start: each request calls an async function, which waits on a timer and computes on the only thread. Cancel: the
// signal ends the waiting, the connections and the sender. Fail: a request that fails is answered with 500; a failure
// of the sender rejects. Cost: one promise and one timer per request; while one computes, all others wait for it, in
// the order in which their timers fired.
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { compute, type ExampleContext } from "@byturns/context";
import type { MixInput, MixOutput } from "@byturns/spec/mix";

/** The sender of the requests did not do what it was asked to do. */
export class LoadFailed extends Error {
  override readonly name = "LoadFailed";
  readonly _tag = "LoadFailed";
}

/**
 * Serves the requests that the sender makes, and returns what became of them. Rejects with LoadFailed when the sender
 * refuses, and when the context's signal is aborted.
 */
export async function mix(input: MixInput, context: ExampleContext): Promise<MixOutput> {
  const { signal } = context;
  signal.throwIfAborted();
  let came = 0;
  const server = createServer((request, response) => {
    answer(request, `request ${came++}`, input, context).then(
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
) {
  if (waitMs > 0) await context.waiting(task, sleep(waitMs, undefined, { signal: context.signal }));
  const from = Number(request.url?.slice(1));
  return String(context.running(task, () => compute(units, from)));
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
