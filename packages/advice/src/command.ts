// The command that measures a workload here, and what of the workload it does not measure.
import { counted, digits, duration } from "@byturns/text/figures";
import type { Workload } from "./workload.ts";

/** How many requests a call of `mix` sends for a workload: about two seconds of them, from 50 to 2,000. */
export function requestsFor({ ratePerSecond }: Workload): number {
  return Math.min(2_000, Math.max(50, Math.round(ratePerSecond * 2)));
}

/** The values of `mix`'s input that stand for a workload. */
export function mixSettings(workload: Workload): Readonly<Record<string, number>> {
  return {
    waitMs: workload.waitMs,
    units: Math.round(workload.computeMs * 1_000),
    requestsPerSecond: workload.ratePerSecond,
    requests: requestsFor(workload),
  };
}

/** From here on a call is not worth a warm-up: as `bench --once` says, calls of seconds. */
const longCallMs = 10_000;

export function commandFor(workload: Workload): string {
  const settings = Object.entries(mixSettings(workload)).map(([name, value]) => `${name}=${value}`);
  const once = callMs(workload) > longCallMs ? " --once --forks 6" : "";
  return `byturns bench mix --threads ${workload.cores}${once} --set ${settings.join(",")}`;
}

/** What the command leaves out of the workload, a sentence each. */
export function leftOutBy(workload: Workload): string[] {
  const { cores, payloadBytes, cancelShare, inFlight, ratePerSecond, waitMs } = workload;
  const sentences: string[] = [];
  if (payloadBytes > 0)
    sentences.push(
      `mix carries no payload: byturns bench payload measures what sending ${counted(payloadBytes, "byte")} costs${payloadBytes < leastPayload || payloadBytes > mostPayload ? ` (from ${digits(leastPayload)} to ${digits(mostPayload)})` : `, with --set bytes=${payloadBytes}`}.`,
    );
  if (cancelShare > 0)
    sentences.push("mix cancels nothing: byturns bench deadline cleanup measures what that costs.");
  if (inFlight > (ratePerSecond * waitMs) / 1_000)
    sentences.push(
      `mix has no idle requests beside those that come: byturns bench sleepers --set sleepers=${inFlight} measures their memory.`,
    );
  sentences.push(
    `--threads bounds the threads of a pool and not the cores: a machine with more or fewer than ${counted(cores, "core")} measures another workload than this one.`,
  );
  if (callMs(workload) > longCallMs)
    sentences.push(
      `At so low a rate one call takes ${duration(callMs(workload))}, and every cell is called 6 times.`,
    );
  return sentences;
}

/** What `payload` takes. */
const [leastPayload, mostPayload] = [1_024, 64 * 1_024 ** 2];

function callMs(workload: Workload): number {
  return (requestsFor(workload) * 1_000) / workload.ratePerSecond + workload.waitMs;
}
