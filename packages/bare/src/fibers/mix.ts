// Effect's own HTTP server, whose requests wait and compute, in a fiber each.
import { createServer } from "node:http";
import { compute } from "@byturns/context";
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer";
import * as Effect from "effect/Effect";
import * as FetchHttpClient from "effect/http/FetchHttpClient";
import * as HttpBody from "effect/http/HttpBody";
import * as HttpClient from "effect/http/HttpClient";
import { HttpServerRequest } from "effect/http/HttpServerRequest";
import * as HttpServerResponse from "effect/http/HttpServerResponse";

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
      const server = createServer();
      const { address, serve } = yield* NodeHttpServer.make(() => server, { host: "127.0.0.1", port: 0 });
      const answer = Effect.flatMap(HttpServerRequest, ({ url }) => {
        const text = () => HttpServerResponse.text(String(compute(units, Number(url.slice(1)))));
        return waitMs > 0 ? Effect.map(Effect.sleep(waitMs), text) : Effect.sync(text);
      });
      yield* serve(answer);
      yield* Effect.addFinalizer(() => Effect.sync(() => server.closeAllConnections()));
      const port = "port" in address ? address.port : 0;
      const body = HttpBody.jsonUnsafe({ port, requestsPerSecond, requests, seed });
      const response = yield* HttpClient.post(`http://${load}/run`, { body });
      return yield* response.json;
    }),
  );
