// mix on fibers.
//
// Start: a request starts a fiber in the service's set, which sleeps and computes on the one thread there is. Cancel:
// interruption ends the sender; the scope then interrupts the fibers and closes the connections. Fail: a request's
// failure is answered 500; the sender's stands in the type. Cost: a fiber and a timer a request; while one computes, all
// others wait for it: what is one operation is not parted.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { compute } from "@byturns/context";
import type { MixInput, MixOutput } from "@byturns/spec/mix";
import * as Effect from "effect/Effect";
import * as FiberSet from "effect/FiberSet";
import * as HttpBody from "effect/http/HttpBody";
import * as HttpClient from "effect/http/HttpClient";
import type * as Scope from "effect/Scope";
import { running, waiting } from "./internal/spans.ts";

/** The sender of the requests did not do as it was asked. */
export class LoadFailed extends Error {
  override readonly name = "LoadFailed";
  readonly _tag = "LoadFailed";
}

/** Serves the requests that the sender is asked for, and returns what became of them. */
export const mix = Effect.fnUntraced(function* (
  input: MixInput,
): Effect.fn.Return<MixOutput, LoadFailed, HttpClient.HttpClient | Scope.Scope> {
  const start = yield* FiberSet.makeRuntime<never, void>();
  let came = 0;
  const port = yield* listen((request, response) => {
    const respond = Effect.matchCause(answer(request, `request ${came++}`, input), {
      onSuccess: (body) => void response.end(body),
      onFailure: () => void response.writeHead(500).end(),
    });
    start(respond);
  });
  return yield* sendTo(port, input);
}, Effect.scoped);

const answer = (request: IncomingMessage, task: string, { waitMs, units }: MixInput) => {
  const from = Number(request.url?.slice(1));
  const computed = Effect.sync(() => String(compute(units, from))).pipe(running(task));
  return waitMs > 0 ? Effect.andThen(Effect.sleep(waitMs).pipe(waiting(task)), computed) : computed;
};

/** A server that is closed with its scope, and the port that it has. */
const listen = (onRequest: (request: IncomingMessage, response: ServerResponse) => void) =>
  Effect.acquireRelease(
    Effect.callback<ReturnType<typeof createServer>>((resume) => {
      const server = createServer(onRequest);
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)));
    }),
    (server) =>
      Effect.callback<void>((resume) => {
        server.close(() => resume(Effect.void));
        server.closeAllConnections();
      }),
  ).pipe(Effect.map((server) => (server.address() as AddressInfo).port));

const sendTo = (port: number, { load, requestsPerSecond, requests, seed }: MixInput) =>
  Effect.gen(function* () {
    const body = HttpBody.jsonUnsafe({ port, requestsPerSecond, requests, seed });
    const response = yield* HttpClient.post(`http://${load}/run`, { body });
    if (response.status !== 200) {
      return yield* Effect.fail(new LoadFailed(`The sender refuses: ${yield* response.text}`));
    }
    return (yield* response.json) as MixOutput;
  }).pipe(
    Effect.catchTag("HttpClientError", (cause) =>
      Effect.fail(new LoadFailed("The sender did not answer", { cause })),
    ),
  );
