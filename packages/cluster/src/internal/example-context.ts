// The spans of an effect and the lines that it prints go to the context.
import type { ExampleContext, SpanState } from "@byturns/context";
import * as Console from "effect/Console";
import * as Context from "effect/Context";
import * as References from "effect/References";
import * as Tracer from "effect/Tracer";

/** The services by which an effect reports to the context; `lane` is the context's name for this process. */
export function contextServices(context: ExampleContext, lane: string): Context.Context<never> {
  const console: Console.Console = { ...globalThis.console, log: (text: string) => context.print(text) };
  const off = Context.make(Console.Console, console).pipe(Context.add(References.TracerEnabled, false));
  if (context.recorder === undefined) return off;
  return off.pipe(
    Context.add(References.TracerEnabled, true),
    Context.add(Tracer.Tracer, tracer(context, lane)),
  );
}

/** A tracer that hands the context's recorder every span that has a state; the cluster's own have none. */
function tracer(context: ExampleContext, lane: string): Tracer.Tracer {
  return Tracer.make({
    span: (options) => {
      const startMs = context.nowMs();
      const span = new Tracer.NativeSpan(options);
      const end = span.end.bind(span);
      span.end = (endTime, exit) => {
        end(endTime, exit);
        const state = span.attributes.get("state") as SpanState | undefined;
        if (state === undefined) return;
        context.recorder?.span({ task: span.name, state, lane, startMs, endMs: context.nowMs() });
      };
      return span;
    },
  });
}
