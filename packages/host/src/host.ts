// The life of a measured process: it reports that it is ready, receives one job, sends one result, and ends once the
// lab has received it.
import type { Job, Message } from "@byturns/record/protocol";
import { describeFailure } from "./failure.ts";
import type { Inside } from "./inside.ts";
import { type Models, type ModelsOf, models as ownModels } from "./models.ts";
import { perform } from "./perform.ts";

/** A model may replace it, and the lab must hear of that. */
const NativePromise = Promise;

/** The table of a job's model. */
const modelsFor = (models: Models | ModelsOf, job: Job): Models =>
  typeof models === "function" ? models(job) : models;

/**
 * Serves the one job that the parent sends over the process's message channel.
 *
 * SIGTERM, SIGINT and the loss of the parent abort the job, so that the example can clean up.
 *
 * @param models the available models, or how they follow from the job; only the one named in the job is loaded. Default:
 * this project's own.
 */
export function host(inside: Inside, models: Models | ModelsOf = ownModels): void {
  const firstLineMs = Date.now();
  const controller = new AbortController();
  const giveUp = (reason: string) => () => controller.abort(new DOMException(reason, "AbortError"));
  process.once("SIGTERM", giveUp("The process was asked to end"));
  process.once("SIGINT", giveUp("The process was interrupted"));
  const orphaned = giveUp("The parent process is gone");
  process.once("disconnect", orphaned);
  // Kept out of the program's reach: it might send messages in the host's name or remove the method.
  const channel = process.send?.bind(process);
  // A parent that is gone receives no message; that ends the job and is not a failure of its own.
  const send = (message: Message) =>
    new NativePromise<void>((resolve) => channel?.(message, () => resolve()));

  process.once("message", async (job: Job) => {
    const { token } = job;
    const received = receipt();
    try {
      const tell = (line: Message & { _tag: "line" }) => void send(line);
      const result = await perform(job, inside, firstLineMs, controller.signal, tell, modelsFor(models, job));
      await send({ _tag: "done", token, result });
    } catch (error) {
      await send({ _tag: "failed", token, failure: describeFailure(error) });
    }
    process.removeAllListeners("SIGTERM").removeAllListeners("SIGINT").off("disconnect", orphaned);
    await received;
    if (process.connected) process.disconnect?.();
  });
  // Only now: under Bun, a message that arrives before there is a listener is lost.
  void send({ _tag: "ready" });
}

/**
 * Settles when the lab confirms the last message, or its channel closes. Until then the lab looks for this process's
 * children, which cannot be found once their parent is gone.
 */
function receipt(): Promise<void> {
  return new NativePromise((resolve) => {
    process.once("message", () => resolve());
    process.once("disconnect", () => resolve());
    if (!process.connected) resolve();
  });
}
