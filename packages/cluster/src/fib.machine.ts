// The machine's side of fib: one call's own part, which is its pause.
import { block } from "@byturns/context";
import * as Effect from "effect/Effect";
import * as Rpc from "effect/rpc/Rpc";
import * as Schema from "effect/Schema";
import { onEachMachine } from "./internal/cluster.ts";
import { blocking, waiting } from "./internal/spans.ts";

/** A machine that pauses. */
export const Pauser = onEachMachine("Pauser", [
  Rpc.make("pauseOnce", {
    payload: {
      task: Schema.String,
      pause: Schema.Literals(["blocks", "yields", "none"]),
      pauseMs: Schema.Finite,
    },
  }),
]);

// A call that yields leaves its machine to others.
export const layer = Pauser.toLayer(
  {
    pauseOnce: ({ payload: { task, pause, pauseMs } }) => {
      if (pause === "none") return Effect.void;
      if (pause === "yields") return Effect.sleep(pauseMs).pipe(waiting(task));
      return Effect.sync(() => block(pauseMs)).pipe(Effect.asVoid, blocking(task));
    },
  },
  { concurrency: "unbounded" },
);
