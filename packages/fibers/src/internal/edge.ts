// Where fibers meet the rest: an effect becomes a promise, spans and printed lines go to the stage.
import type { Act, SpanState, Stage } from "@byturns/stage";
import * as Console from "effect/Console";
import * as Context from "effect/Context";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Layer from "effect/Layer";
import * as References from "effect/References";
import * as Scope from "effect/Scope";
import * as Tracer from "effect/Tracer";

/**
 * Opens an example: builds its layer once, and keeps it until the act is closed.
 *
 * A run rejects with the example's own error, or with the signal's reason when the stage is aborted.
 */
export async function openEffect<I, O, E, R>(
  example: (input: I) => Effect.Effect<O, E, R>,
  layer: Layer.Layer<R>,
  stage: Stage,
): Promise<Act> {
  const scope = Scope.makeUnsafe();
  const services = await Effect.runPromise(Layer.buildWithScope(layer, scope));
  const context = Context.merge(services, stageContext(stage));
  return {
    run: async (input) => {
      // A fiber hears of an interruption when it first yields, and some never do.
      stage.signal.throwIfAborted();
      try {
        return await Effect.runPromiseWith(context)(example(input as I), { signal: stage.signal });
      } catch (error) {
        throw stage.signal.aborted ? stage.signal.reason : error;
      }
    },
    [Symbol.asyncDispose]: () => Effect.runPromise(Scope.close(scope, Exit.void)),
  };
}

function stageContext(stage: Stage): Context.Context<never> {
  const console: Console.Console = { ...globalThis.console, log: (text: string) => stage.print(text) };
  const off = Context.make(Console.Console, console).pipe(Context.add(References.TracerEnabled, false));
  if (stage.recorder === undefined) return off;
  return off.pipe(Context.add(References.TracerEnabled, true), Context.add(Tracer.Tracer, tracer(stage)));
}

/** A tracer that tells the stage's recorder of every span that has a state. */
function tracer(stage: Stage): Tracer.Tracer {
  return Tracer.make({
    span: (options) => {
      const startMs = stage.nowMs();
      const span = new Tracer.NativeSpan(options);
      const end = span.end.bind(span);
      span.end = (endTime, exit) => {
        end(endTime, exit);
        const state = span.attributes.get("state") as SpanState | undefined;
        if (state === undefined) return;
        stage.recorder?.span({ task: span.name, state, lane: "main", startMs, endMs: stage.nowMs() });
      };
      return span;
    },
  });
}
