// The measured process of a drill: waits for the given time, then reports.
import type { Job, Measurement, Message } from "@byturns/record/protocol";

const send = (message: Message) => new Promise<void>((resolve) => process.send?.(message, () => resolve()));

process.once("message", async ({ token, input }: Job) => {
  const { pauseMs } = input as { readonly pauseMs: number };
  const beganMs = performance.now();
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  const ms = performance.now() - beganMs;
  const wall = { minMs: ms, p25Ms: ms, medianMs: ms, p75Ms: ms, p99Ms: ms, maxMs: ms, meanMs: ms };
  const measurement: Measurement = {
    versions: {},
    startUpMs: 1,
    openMs: 1,
    firstCallMs: ms,
    wall: { samples: 1, ...wall, everyNth: 1, samplesMs: [ms] },
    calls: 1,
    cpuUserMs: 1,
    cpuSystemMs: 0,
    voluntarySwitches: 1,
    involuntarySwitches: 1,
    peakRssBytes: 1,
    openRssBytes: 1,
    uncheckedCalls: 0,
  };
  const trace = { spans: [], lines: [], wallMs: ms };
  await send({
    _tag: "done",
    token,
    result: { measurement, outputs: [{ pausedMs: pauseMs }], measuredCalls: [1], trace },
  });
  process.disconnect?.();
});
// A host without its lab has no recipient for its report.
process.once("disconnect", () => process.exit());
void send({ _tag: "ready" });
