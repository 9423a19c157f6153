// The process that is a machine: serves the entities of one example, until the process that started it is gone.
import module from "node:module";
import { Worker } from "node:worker_threads";
import { makeContext, type PrintedLine, type Span } from "@byturns/context";
import * as Context from "effect/Context";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import * as Scope from "effect/Scope";
import { machineLayer, portOf, type Sharding, serverLayer } from "./cluster.ts";
import { contextServices } from "./example-context.ts";
import { greetingLayer } from "./greeting.ts";
import type { Answers, Ask, Setup } from "./protocol.ts";
import { SharedClock } from "./shared-clock.ts";

const { file, place, machines, recording, parent }: Setup = JSON.parse(process.argv[2] ?? "{}");
// Before anything that may take its time. It must not keep the process, and ends with it.
new Worker(new URL("./parent.worker.ts", import.meta.url), { workerData: { parent } }).unref();
const { layer: entities } = (await import(file)) as {
  layer: Layer.Layer<never, never, Sharding | SharedClock>;
};
const send = process.send?.bind(process);
if (send === undefined)
  throw new TypeError("Cannot run as a machine: no process started this one as a machine");

// A terminal's Ctrl-C is meant for the parent; when the parent ends, its machines do.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit());

let originNs = 0n;
let seen = nothing();
const lane = `machine ${place + 1}`;
const context = makeContext({
  lane,
  threads: machines,
  nowMs: () => Number(process.hrtime.bigint() - originNs) / 1e6,
  recorder: recording
    ? { span: (span) => seen.spans.push(span), line: (line) => seen.lines.push(line) }
    : undefined,
});
const scope = Scope.makeUnsafe();
const server = await Effect.runPromise(Layer.buildWithScope(serverLayer, scope));

process.on("message", async (ask: Ask) => send({ answer: await answer(ask) }));
// Only now, because Bun loses a message that arrives before there is a listener.
send({ answer: await Effect.runPromise(Effect.provideContext(portOf, server)) });
// It is killed, so nothing is written at its end: the next machine would compile everything again. Deno has no such cache.
module.flushCompileCache?.();

async function answer(ask: Ask): Promise<Answers[Ask["ask"]]> {
  switch (ask.ask) {
    case "serve": {
      const serving = Layer.merge(entities, greetingLayer).pipe(
        Layer.provide(machineLayer(place, ask.ports)),
        Layer.provide(Layer.succeedContext(server)),
        Layer.provide(
          Layer.succeedContext(Context.add(contextServices(context, lane), SharedClock, context)),
        ),
      );
      await Effect.runPromise(Layer.buildWithScope(serving, scope));
      return null;
    }
    case "clock":
      return `${process.hrtime.bigint()}`;
    case "origin":
      originNs = BigInt(ask.originNs);
      return null;
    case "seen": {
      const until = seen;
      seen = nothing();
      return until;
    }
    case "usage": {
      const { userCPUTime, systemCPUTime, ...used } = process.resourceUsage();
      return {
        userUs: userCPUTime,
        systemUs: systemCPUTime,
        voluntarySwitches: used.voluntaryContextSwitches,
        involuntarySwitches: used.involuntaryContextSwitches,
        rssBytes: process.memoryUsage.rss(),
        peakRssBytes: used.maxRSS * 1_024,
      };
    }
  }
}

function nothing(): { readonly spans: Span[]; readonly lines: PrintedLine[] } {
  return { spans: [], lines: [] };
}
