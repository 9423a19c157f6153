// A server whose requests wait here and compute on threads.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "../pool.ts";
import type { tasks } from "./mix.worker.ts";

export const worker = new URL("./mix.worker.ts", import.meta.url);

interface Input {
  readonly load: string;
  readonly waitMs: number;
  readonly units: number;
  readonly requestsPerSecond: number;
  readonly requests: number;
  readonly seed: number;
}

export async function run(
  { load, waitMs, units, requestsPerSecond, requests, seed }: Input,
  threads: Pool<typeof tasks>,
) {
  const server = createServer(async (request, response) => {
    if (waitMs > 0) await sleep(waitMs);
    response.end(String(await threads.run("computeFor", { units, from: Number(request.url?.slice(1)) })));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const body = JSON.stringify({ port, requestsPerSecond, requests, seed });
  const response = await fetch(`http://${load}/run`, { method: "POST", body });
  const answer = (await response.json()) as unknown;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
  return answer;
}
