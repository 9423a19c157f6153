// What is told of an effect goes to the stage: its spans, and the lines that it prints.
import type { SpanState, Stage } from "@byturns/stage";
import * as Console from "effect/Console";
import * as Context from "effect/Context";
import * as References from "effect/References";
import * as Tracer from "effect/Tracer";

/** The services by which an effect tells the stage what it does; `lane` is the stage's own name for this process. */
export function stageContext(stage: Stage, lane: string): Context.Context<never> {
  const console: Console.Console = { ...globalThis.console, log: (text: string) => stage.print(text) };
  const off = Context.make(Console.Console, console).pipe(Context.add(References.TracerEnabled, false));
  if (stage.recorder === undefined) return off;
  return off.pipe(
    Context.add(References.TracerEnabled, true),
    Context.add(Tracer.Tracer, tracer(stage, lane)),
  );
}

/** A tracer that tells the stage's recorder of every span that has a state; the cluster's own have none. */
function tracer(stage: Stage, lane: string): Tracer.Tracer {
  return Tracer.make({
    span: (options) => {
      const startMs = stage.nowMs();
      const span = new Tracer.NativeSpan(options);
      const end = span.end.bind(span);
      span.end = (endTime, exit) => {
        end(endTime, exit);
        const state = span.attributes.get("state") as SpanState | undefined;
        if (state === undefined) return;
        stage.recorder?.span({ task: span.name, state, lane, startMs, endMs: stage.nowMs() });
      };
      return span;
    },
  });
}
