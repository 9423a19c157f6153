// A single call of an example, for a person watching it.
import { cellId, decoder } from "@byturns/record";
import type { AnySpec } from "@byturns/spec";
import type { OnceOptions, OnceTask, OneRun } from "./api.ts";
import type { Catalog } from "./catalog.ts";
import { recordOf } from "./fork/record-of.ts";
import { Workbench } from "./fork/workbench.ts";
import { defaultThreads } from "./plan/cores.ts";

/**
 * Calls an example once, in a separate process, with its spans recorded.
 *
 * @throws RangeError when the example does not exist, or the model does not support it; the message has the reason.
 * @throws TypeError when the input does not fit the example's schema.
 * @throws DOMException `AbortError`, or the signal's abort reason.
 */
export async function runOnce(catalog: Catalog, task: OnceTask, options: OnceOptions = {}): Promise<OneRun> {
  const { example, input, value, model, runtime } = task;
  const { onLine, signal, threads = defaultThreads() } = options;
  const spec: AnySpec | undefined = catalog.specs[example];
  if (spec === undefined) {
    throw new RangeError(
      `There is no example "${example}"; there are ${Object.keys(catalog.specs).join(", ")}`,
    );
  }
  const against = catalog.unsupported(model, example, runtime.id);
  if (against !== undefined) throw new RangeError(`${model} does not support ${example}: ${against}`);
  const decoded = decoder(spec.input)(value);
  if ("why" in decoded) throw new TypeError(`The input does not fit ${example}: ${decoded.why}`);
  const ideal = spec.ideal(decoded.value, threads);
  const limitMs = options.limitMs ?? Math.max(120_000, 4 * threads * (ideal.ms ?? 0));

  await using bench = new Workbench(catalog.root);
  const job = {
    kind: "time",
    threads,
    batch: 1,
    warmUpMs: 0,
    measureMs: 0,
    trace: true,
    live: true,
  } as const;
  const needs = catalog.needs?.(model);
  const forked = await bench.fork({
    spec,
    model,
    needs,
    runtime,
    input: value,
    job,
    limitMs,
    signal,
    onLine,
  });
  const { end, outcome, outputs, trace } = forked;
  if (outcome === "interrupted") throw signal?.reason;
  const cell = cellId({ example, input, model, runtime: runtime.key });
  const head = {
    plan: "once",
    cell,
    kind: "time",
    round: 0,
    position: 0,
    attempt: 1,
    machine: "this",
  } as const;
  const record = recordOf(head, end, outcome);
  const measurement = "measurement" in outcome ? outcome.measurement : undefined;
  return { record, measurement, trace, outputs, ideal, threads };
}
