// The life of a measured process: it says that it is ready, one job comes in, one result goes out, the process
// ends by itself.
import type { Job, Message } from "@byturns/record/protocol";
import type { Inside } from "./inside.ts";
import { type Models, models as ownModels } from "./models.ts";
import { perform } from "./perform.ts";

/**
 * Serves the one job that the parent sends over the process's message channel.
 *
 * SIGTERM, SIGINT and a parent that is gone abort the job, so that the example cleans up behind itself.
 *
 * @param models which there are; only the one that the job names is loaded. Default: this project's own.
 */
export function host(inside: Inside, models: Models = ownModels): void {
  const firstLineMs = Date.now();
  const controller = new AbortController();
  const giveUp = (reason: string) => () => controller.abort(new DOMException(reason, "AbortError"));
  process.once("SIGTERM", giveUp("The process was asked to end"));
  process.once("SIGINT", giveUp("The process was interrupted"));
  process.once("disconnect", giveUp("The parent process is gone"));
  // Kept from the program, which might send something in the host's name or take the method away.
  const channel = process.send?.bind(process);
  // A parent that is gone takes no message; that ends the job, and is no failure of its own.
  const send = (message: Message) => new Promise<void>((resolve) => channel?.(message, () => resolve()));

  process.once("message", async (job: Job) => {
    const { token } = job;
    try {
      const tell = (line: Message & { _tag: "line" }) => void send(line);
      const result = await perform(job, inside, firstLineMs, controller.signal, tell, models);
      await send({ _tag: "done", token, result });
    } catch (error) {
      await send({ _tag: "failed", token, failure: describe(error) });
    }
    process.removeAllListeners("SIGTERM").removeAllListeners("SIGINT").removeAllListeners("disconnect");
    if (process.connected) process.disconnect?.();
  });
  // Only now, because a message that comes before anybody listens is lost under Bun.
  void send({ _tag: "ready" });
}

function describe(error: unknown) {
  if (!(error instanceof Error))
    return { name: "Error", message: `Thrown was no error but ${String(error)}` };
  const { name, message, stack } = error;
  return stack === undefined ? { name, message } : { name, message, stack };
}
