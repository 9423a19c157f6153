import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { makeContext } from "@byturns/context";
import { describe, expect, it } from "vitest";
import { port } from "../src/index.ts";
import { LoadFailed } from "../src/mix.ts";

const input = { requests: 1, requestsPerSecond: 1, seed: 1, waitMs: 0, units: 10 };

describe("mix()", () => {
  it("fails with LoadFailed when its sender refuses, and its server is gone then", async () => {
    let asked = 0;
    await using sender = await serve(async (request, response) => {
      asked = ((await json(request)) as { port: number }).port;
      response.writeHead(400).end("not today");
    });
    const failed = await run(sender.host).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(LoadFailed);
    expect(String(failed)).toContain("not today");
    await expect(fetch(`http://127.0.0.1:${asked}/0`)).rejects.toThrow();
  });

  it("answers what cannot be computed with 500, and every other request as usual", async () => {
    const statuses: number[] = [];
    await using sender = await serve(async (request, response) => {
      const { port: service } = (await json(request)) as { port: number };
      for (const path of ["/0", "/no-number", "/1"]) {
        const answer = await fetch(`http://127.0.0.1:${service}${path}`);
        await answer.text();
        statuses.push(answer.status);
      }
      response.end("{}");
    });
    await run(sender.host);
    expect(statuses).toEqual([200, 500, 200]);
  });
});

async function run(load: string): Promise<unknown> {
  await using openExample = await port.open("mix", makeContext({ threads: 1 }));
  return await openExample.run({ ...input, load });
}

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
