// The life of a measured process: one job comes in as a message, one report goes out, the process ends by itself.
import type { Job, Message } from "@byturns/record/protocol";
import type { Inside } from "./inside.ts";
import { perform } from "./perform.ts";

/**
 * Serves the one job that the parent sends over the process's message channel.
 *
 * SIGTERM, SIGINT and a parent that is gone abort the job, so that the example cleans up behind itself.
 */
export function host(inside: Inside): void {
  const firstLineMs = Date.now();
  const controller = new AbortController();
  const giveUp = (reason: string) => () => controller.abort(new DOMException(reason, "AbortError"));
  process.once("SIGTERM", giveUp("The process was asked to end"));
  process.once("SIGINT", giveUp("The process was interrupted"));
  process.once("disconnect", giveUp("The parent process is gone"));
  const send = (message: Message) => new Promise<void>((resolve) => process.send?.(message, () => resolve()));

  process.once("message", async (job: Job) => {
    try {
      const report = await perform(
        job,
        inside,
        firstLineMs,
        controller.signal,
        (message) => void send(message),
      );
      await send({ _tag: "done", report });
    } catch (error) {
      await send({ _tag: "failed", failure: describe(error) });
    }
    process.removeAllListeners("SIGTERM").removeAllListeners("SIGINT").removeAllListeners("disconnect");
    process.disconnect?.();
  });
}

function describe(error: unknown) {
  if (!(error instanceof Error))
    return { name: "Error", message: `Thrown was no error but ${String(error)}` };
  const { name, message, stack } = error;
  return stack === undefined ? { name, message } : { name, message, stack };
}
