// Everything that can be counted in a measured process: what the runtime, its worker threads and the model report.
import type { Counters, Port } from "@byturns/context";
import type { Inside } from "../inside.ts";
import { countMessages } from "./messages.ts";

/** Begins to count. Call it before the example is opened, in a process that measures no time. */
export async function beginCounting(
  port: Pick<Port, "count">,
  inside: Pick<Inside, "count">,
): Promise<readonly Counters[]> {
  const ofModel = await port.count?.();
  const ofRuntime = await inside.count?.();
  return [ofRuntime, countMessages(), ofModel].filter((counters) => counters !== undefined);
}
