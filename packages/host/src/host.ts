// The life of a measured process: it reports that it is ready, one job comes in, one result goes out, the process
// ends by itself when the lab has received that.
import type { Job, Message } from "@byturns/record/protocol";
import { describeFailure } from "./failure.ts";
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
  const orphaned = giveUp("The parent process is gone");
  process.once("disconnect", orphaned);
  // Kept from the program, which might send something in the host's name or take the method away.
  const channel = process.send?.bind(process);
  // A parent that is gone takes no message; that ends the job, and is no failure of its own.
  const send = (message: Message) => new Promise<void>((resolve) => channel?.(message, () => resolve()));

  process.once("message", async (job: Job) => {
    const { token } = job;
    const received = receipt();
    try {
      const tell = (line: Message & { _tag: "line" }) => void send(line);
      const result = await perform(job, inside, firstLineMs, controller.signal, tell, models);
      await send({ _tag: "done", token, result });
    } catch (error) {
      await send({ _tag: "failed", token, failure: describeFailure(error) });
    }
    process.removeAllListeners("SIGTERM").removeAllListeners("SIGINT").off("disconnect", orphaned);
    await received;
    if (process.connected) process.disconnect?.();
  });
  // Only now, because a message that comes before there is a listener is lost under Bun.
  void send({ _tag: "ready" });
}

/**
 * Settles when the lab answers the last message, or its channel is closed: until then it looks at this process's children,
 * which nobody finds when their parent is gone.
 */
function receipt(): Promise<void> {
  return new Promise((resolve) => {
    process.once("message", () => resolve());
    process.once("disconnect", () => resolve());
    if (!process.connected) resolve();
  });
}
