// Where fibers meet the rest: an effect becomes a promise, spans and printed lines go to the context.
import type { ExampleContext, OpenExample, SpanState } from "@byturns/context";
import * as Console from "effect/Console";
import * as Context from "effect/Context";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Layer from "effect/Layer";
import * as References from "effect/References";
import * as Scope from "effect/Scope";
import * as Tracer from "effect/Tracer";

/**
 * Opens an example: builds its layer once, and keeps it until the example is closed.
 *
 * A run rejects with the example's own error, or with the signal's reason if the context is aborted.
 */
export async function openEffect<I, O, E, R>(
  example: (input: I) => Effect.Effect<O, E, R>,
  layer: Layer.Layer<R>,
  context: ExampleContext,
): Promise<OpenExample> {
  const scope = Scope.makeUnsafe();
  const services = await Effect.runPromise(Layer.buildWithScope(layer, scope));
  const environment = Context.merge(services, contextServices(context));
  return {
    run: async (input) => {
      // A fiber is interrupted when it first yields, and some never do.
      context.signal.throwIfAborted();
      try {
        return await Effect.runPromiseWith(environment)(example(input as I), { signal: context.signal });
      } catch (error) {
        throw context.signal.aborted ? context.signal.reason : error;
      }
    },
    [Symbol.asyncDispose]: () => Effect.runPromise(Scope.close(scope, Exit.void)),
  };
}

function contextServices(context: ExampleContext): Context.Context<never> {
  const console: Console.Console = { ...globalThis.console, log: (text: string) => context.print(text) };
  const off = Context.make(Console.Console, console).pipe(Context.add(References.TracerEnabled, false));
  if (context.recorder === undefined) return off;
  return off.pipe(Context.add(References.TracerEnabled, true), Context.add(Tracer.Tracer, tracer(context)));
}

/** A tracer that hands the context's recorder every span that has a state. */
function tracer(context: ExampleContext): Tracer.Tracer {
  return Tracer.make({
    span: (options) => {
      const startMs = context.nowMs();
      const span = new Tracer.NativeSpan(options);
      const end = span.end.bind(span);
      const attribute = span.attribute.bind(span);
      span.attribute = (key, value) => {
        attribute(key, value);
        if (key !== "state") return;
        context.recorder?.began?.({ task: span.name, state: value as SpanState, lane: "main", startMs });
      };
      span.end = (endTime, exit) => {
        end(endTime, exit);
        const state = span.attributes.get("state") as SpanState | undefined;
        if (state === undefined) return;
        context.recorder?.span({ task: span.name, state, lane: "main", startMs, endMs: context.nowMs() });
      };
      return span;
    },
  });
}
