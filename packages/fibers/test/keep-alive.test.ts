// A Service before an HTTP server whose clients keep their connections: as the README shows.
import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer";
import * as Deferred from "effect/Deferred";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as HttpServerResponse from "effect/http/HttpServerResponse";
import { describe, expect, it } from "vitest";
import { Service } from "../src/graceful-shutdown.ts";

const refused = Effect.succeed(HttpServerResponse.empty({ status: 503 }));

/** Serves `app` until `stop` ends, then lets the requests that run end within `graceMs`; hands its port to `listens`. */
const serve = (
  app: Effect.Effect<HttpServerResponse.HttpServerResponse>,
  stop: Effect.Effect<void>,
  graceMs: number,
  listens: (port: number) => void,
) =>
  Effect.gen(function* () {
    const service = new Service();
    let stopping = false;
    const server = createServer();
    const { address, serve } = yield* NodeHttpServer.make(() => server, { host: "127.0.0.1", port: 0 });
    const answer = Effect.catchTags(service.run(app), {
      ShuttingDown: () => refused,
      WorkCut: () => refused,
    });
    yield* serve(
      Effect.map(answer, (response) =>
        stopping ? HttpServerResponse.setHeader(response, "connection", "close") : response,
      ),
    );
    yield* Effect.addFinalizer(() => Effect.sync(() => server.closeIdleConnections()));
    listens("port" in address ? address.port : 0);
    yield* stop;
    stopping = true;
    return yield* service.shutdown({ graceMs });
  }).pipe(Effect.scoped);

describe("Service before an HTTP server", () => {
  it("answers what runs, refuses what comes on a kept connection, and does not wait for idle ones", async () => {
    const listening = Promise.withResolvers<number>();
    const [entered, release] = [Promise.withResolvers<void>(), Deferred.makeUnsafe<void>()];
    let requests = 0;
    const app = Effect.gen(function* () {
      // The second request is at work while the service is shut down.
      if (++requests === 2) {
        entered.resolve();
        yield* Deferred.await(release);
      }
      return HttpServerResponse.text("done");
    });
    const stop = Deferred.makeUnsafe<void>();
    const served = Effect.runFork(serve(app, Deferred.await(stop), 60_000, listening.resolve));
    const port = await listening.promise;
    const agents = [
      new Agent({ keepAlive: true }),
      new Agent({ keepAlive: true }),
      new Agent({ keepAlive: true }),
    ];
    const ask = async (agent: Agent | undefined) => {
      const [response] = (await once(get({ host: "127.0.0.1", port, agent }), "response")) as [
        IncomingMessage,
      ];
      return {
        status: response.statusCode,
        kept: response.headers.connection !== "close",
        body: await text(response),
      };
    };
    const idle = await ask(agents[0]);
    const running = ask(agents[1]);
    await entered.promise;
    Deferred.doneUnsafe(stop, Effect.void);
    // Not before the shutdown has begun: until then a request is taken.
    let late = await ask(agents[2]);
    while (late.status === 200) late = await ask(agents[2]);
    Deferred.doneUnsafe(release, Effect.void);
    expect(idle).toEqual({ status: 200, kept: true, body: "done" });
    expect(late).toEqual({ status: 503, kept: false, body: "" });
    expect(await running).toEqual({ status: 200, kept: false, body: "done" });
    // The first agent still keeps its connection.
    expect(await Effect.runPromise(Fiber.join(served))).toEqual({ cut: 0 });
    for (const agent of agents) agent.destroy();
  });
});
