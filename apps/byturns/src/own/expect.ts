// Finds out what an example's models must return: what the first of them returns that can be run.
import type { FoundRuntime } from "@byturns/lab";
import { runOnce } from "@byturns/lab/once";
import { inCatalog } from "@byturns/lab/runtime/variation";
import { expectedKey, type OwnCatalog } from "./own-catalog.ts";

/** An input to be measured. */
export interface ExpectedCase {
  readonly example: string;
  readonly input: string;
  readonly value: unknown;
}

/**
 * Runs the first model of each example once for each input, in a fork that is not measured, and keeps what it returns.
 * If it fails, the next model takes its place; its own forks record why.
 *
 * @param runtimes tried in this order.
 * @param options `limitMs`: as long as a fork may take. Default: 60000.
 */
export async function expectOutputs(
  catalog: OwnCatalog,
  cases: readonly ExpectedCase[],
  runtimes: readonly FoundRuntime[],
  {
    signal,
    limitMs = usualLimitMs,
  }: { readonly signal?: AbortSignal | undefined; readonly limitMs?: number } = {},
): Promise<void> {
  for (const { example, input, value } of cases) {
    const key = expectedKey(example, value);
    if (!catalog.own.compared.has(example) || catalog.own.expected.has(key)) continue;
    const found = await firstOutput(example, input, value);
    if (found !== undefined) catalog.own.expected.set(key, found);
  }

  async function firstOutput(example: string, input: string, value: unknown) {
    for (const model of catalog.own.models[example] ?? []) {
      for (const plain of runtimes) {
        const runtime = inCatalog(plain, catalog);
        if (runtime === undefined || catalog.unsupported(model, example, runtime.id) !== undefined) continue;
        const one = await runOnce(
          catalog,
          { example, input, value, model, runtime },
          {
            limitMs,
            ...(signal === undefined ? {} : { signal }),
          },
        );
        if (one.record.outcome._tag === "done") return { model, output: one.outputs[0] };
        break;
      }
    }
    return undefined;
  }
}

const usualLimitMs = 60_000;
