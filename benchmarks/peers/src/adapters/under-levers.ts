// Our fibers unchanged, with one setting of Effect: a service that its fibers run under.
import type { ExampleContext, OpenExample } from "@byturns/context";
import * as Context from "effect/Context";
import * as Effect from "effect/Effect";
import * as References from "effect/References";
import type { ExampleRun } from "../contender.ts";

// biome-ignore lint/suspicious/noExplicitAny: each example takes its own input, which the lab has decoded by its spec.
type Example = (input: any) => Effect.Effect<unknown, unknown>;

const examples: Readonly<Record<string, () => Promise<Example>>> = {
  "spawn-join": async () => (await import("@byturns/fibers/spawn-join")).spawnJoin,
  skynet: async () => (await import("@byturns/fibers/skynet")).skynet,
  sleepers: async () => (await import("@byturns/fibers/sleepers")).sleepers,
  "ping-pong": async () => (await import("@byturns/fibers/ping-pong")).pingPong,
  "thread-ring": async () => (await import("@byturns/fibers/thread-ring")).threadRing,
  sieve: async () => (await import("@byturns/fibers/sieve")).sieve,
};

/** The services our port runs under, except for the console, which none of these examples writes to. */
export const usual = Context.make(References.TracerEnabled, false);

/** The examples of scale under these services; a span is not recorded. */
export function underLevers(services: Context.Context<never>): Readonly<Record<string, ExampleRun>> {
  return Object.fromEntries(
    Object.entries(examples).map(([id, load]) => [id, { open: (context) => open(load, services, context) }]),
  );
}

async function open(
  load: () => Promise<Example>,
  services: Context.Context<never>,
  { signal }: ExampleContext,
): Promise<OpenExample> {
  const example = await load();
  return {
    run: async (input) => {
      signal.throwIfAborted();
      return Effect.runPromiseWith(services)(example(input), { signal });
    },
    async [Symbol.asyncDispose]() {},
  };
}
