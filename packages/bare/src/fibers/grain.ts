// Fibers that compute; on one thread that is one after the other.
import { compute } from "@byturns/context";
import * as Effect from "effect/Effect";

export const run = ({ tasks, units }: { readonly tasks: number; readonly units: number }) => {
  const task = (_: unknown, number: number) => Effect.sync(() => compute(units, number));
  const all = Effect.forEach(Array.from({ length: tasks }), task, { concurrency: "unbounded" });
  return Effect.map(all, (digests) => ({ digests }));
};
