// The same helper; every second task sleeps for a second and is canceled.
import { setTimeout as sleep } from "node:timers/promises";
import { firstSuccess } from "@byturns/promises/first-success";

interface Input {
  readonly tasks: readonly { readonly pauseMs: number; readonly value: number }[];
}

export async function run({ tasks }: Input, signal: AbortSignal) {
  const perform = async ({ pauseMs, value }: Input["tasks"][number], signal: AbortSignal) => {
    await (pauseMs > 0 ? sleep(pauseMs, undefined, { signal }) : nothing);
    return value;
  };
  const racing = tasks.map((one, task) => async (signal: AbortSignal) => {
    return { task, value: await perform(one, signal) };
  });
  return { winner: await firstSuccess(racing, { signal }), failures: [], observed: null };
}

const nothing = Promise.resolve();
