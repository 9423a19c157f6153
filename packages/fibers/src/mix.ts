// mix on fibers.
//
// Start: Effect's own HTTP server starts a fiber for each request, which sleeps and computes on the only thread. Cancel:
// interruption ends the sender; the scope then closes the connections, and that interrupts the fibers of their requests. Fail: a
// request that fails is answered with 500; the failure of the sender is typed. Cost: one fiber and one timer per request; while
// one computes, all others wait: a single operation cannot be split.
import { createServer } from "node:http";
import { compute } from "@byturns/context";
import type { MixInput, MixOutput } from "@byturns/spec/mix";
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";
import * as HttpBody from "effect/http/HttpBody";
import * as HttpClient from "effect/http/HttpClient";
import { HttpServerRequest } from "effect/http/HttpServerRequest";
import * as HttpServerResponse from "effect/http/HttpServerResponse";
import type * as Scope from "effect/Scope";
import { running, waiting } from "./internal/spans.ts";

/** The sender of the requests did not do what it was asked to do. */
export class LoadFailed extends Data.TaggedError("LoadFailed")<{
  readonly message: string;
  readonly cause?: unknown;
}> {}

/** Serves the requests that the sender makes, and returns what became of them. */
export const mix = Effect.fnUntraced(function* (
  input: MixInput,
): Effect.fn.Return<MixOutput, LoadFailed, HttpClient.HttpClient | Scope.Scope> {
  const port = yield* serve(input);
  return yield* sendTo(port, input);
}, Effect.scoped);

/** A server that is closed with its scope; returns its port. */
const serve = Effect.fnUntraced(function* (input: MixInput) {
  const server = createServer();
  const { address, serve } = yield* NodeHttpServer.make(() => server, { host: "127.0.0.1", port: 0 });
  let requests = 0;
  yield* serve(Effect.suspend(() => answer(`request ${requests++}`, input)));
  // Closes before the server does, which would wait for the connections that its clients keep.
  yield* Effect.addFinalizer(() => Effect.sync(() => server.closeAllConnections()));
  return "port" in address ? address.port : 0;
}, Effect.orDie);

const answer = Effect.fnUntraced(function* (task: string, { waitMs, units }: MixInput) {
  const { url } = yield* HttpServerRequest;
  if (waitMs > 0) yield* Effect.sleep(waitMs).pipe(waiting(task));
  const computed = yield* Effect.sync(() => compute(units, Number(url.slice(1)))).pipe(running(task));
  return HttpServerResponse.text(String(computed));
});

const sendTo = Effect.fnUntraced(
  function* (port: number, { load, requestsPerSecond, requests, seed }: MixInput) {
    const body = HttpBody.jsonUnsafe({ port, requestsPerSecond, requests, seed });
    const response = yield* HttpClient.post(`http://${load}/run`, { body });
    if (response.status !== 200) {
      return yield* new LoadFailed({ message: `The sender refuses: ${yield* response.text}` });
    }
    return (yield* response.json) as MixOutput;
  },
  Effect.catchTag("HttpClientError", (cause) =>
    Effect.fail(new LoadFailed({ message: "The sender did not answer", cause })),
  ),
);
