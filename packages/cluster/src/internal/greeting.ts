// Before an example begins, each machine exchanges a message with each other one: what that sets up is part of opening.
import * as Effect from "effect/Effect";
import * as Rpc from "effect/rpc/Rpc";
import * as Schema from "effect/Schema";
import { onEachMachine, sure } from "./cluster.ts";

const Greeter = onEachMachine("Greeter", [
  Rpc.make("greet", { payload: { machines: Schema.Int } }),
  Rpc.make("answer"),
]);

/** Served by every machine, beside its example. */
export const greetingLayer = Greeter.toLayer(
  Effect.gen(function* () {
    const client = yield* Greeter.client;
    return {
      greet: ({ payload: { machines } }) => each(machines, (place) => sure(client(place).answer())),
      answer: () => Effect.void,
    };
  }),
  { concurrency: "unbounded" },
);

/** Has every machine greet every machine; ends when all have answered. */
export const greetAll = Effect.fnUntraced(function* (machines: number) {
  const client = yield* Greeter.client;
  yield* each(machines, (place) => sure(client(place).greet({ machines })));
});

const each = (machines: number, act: (place: string) => Effect.Effect<void>) =>
  Effect.forEach(
    Array.from({ length: machines }, (_, place) => `${place}`),
    act,
    { concurrency: "unbounded", discard: true },
  );
