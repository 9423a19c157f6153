// The same helper; a call is one `await` of a promise that is resolved.
import { SingleFlight } from "@byturns/promises/single-flight";

interface Input {
  readonly calls: readonly { readonly value: number }[];
  readonly callers: number;
}

export async function run({ calls, callers }: Input, signal: AbortSignal) {
  const flights = new SingleFlight<number, number>();
  const answers = calls.map(() => ({ results: 0, failures: 0, left: 0 }));
  const ask = async (key: number) => {
    const call = async () => {
      await nothing;
      return calls[key]?.value as number;
    };
    const answer = answers[key] as (typeof answers)[number];
    try {
      if ((await flights.run(key, call, { signal })) === calls[key]?.value) answer.results += 1;
    } catch {
      answer.failures += 1;
    }
  };
  await Promise.all(calls.flatMap((_, key) => Array.from({ length: callers }, () => ask(key))));
  return { answers, observed: null };
}

const nothing = Promise.resolve();
