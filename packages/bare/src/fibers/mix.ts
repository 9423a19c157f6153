// A server whose requests wait and compute, in a fiber each.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { compute } from "@byturns/context";
import * as Effect from "effect/Effect";
import * as FiberSet from "effect/FiberSet";
import * as FetchHttpClient from "effect/http/FetchHttpClient";
import * as HttpBody from "effect/http/HttpBody";
import * as HttpClient from "effect/http/HttpClient";

interface Input {
  readonly load: string;
  readonly waitMs: number;
  readonly units: number;
  readonly requestsPerSecond: number;
  readonly requests: number;
  readonly seed: number;
}

export const layer = FetchHttpClient.layer;

export const run = ({ load, waitMs, units, requestsPerSecond, requests, seed }: Input) =>
  Effect.scoped(
    Effect.gen(function* () {
      const start = yield* FiberSet.makeRuntime<never, void>();
      const answer = (request: IncomingMessage, response: ServerResponse) => {
        const computed = Effect.sync(
          () => void response.end(String(compute(units, Number(request.url?.slice(1))))),
        );
        start(waitMs > 0 ? Effect.andThen(Effect.sleep(waitMs), computed) : computed);
      };
      const server = yield* Effect.acquireRelease(
        Effect.callback<ReturnType<typeof createServer>>((resume) => {
          const server = createServer(answer);
          server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)));
        }),
        (server) =>
          Effect.callback<void>((resume) => {
            server.close(() => resume(Effect.void));
            server.closeAllConnections();
          }),
      );
      const { port } = server.address() as AddressInfo;
      const body = HttpBody.jsonUnsafe({ port, requestsPerSecond, requests, seed });
      const response = yield* HttpClient.post(`http://${load}/run`, { body });
      return yield* response.json;
    }),
  );
