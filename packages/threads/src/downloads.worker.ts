// The thread's side of downloads: one of them.
import { createHash } from "node:crypto";
import type { ExampleContext } from "@byturns/context";
import type { Download, DownloadSite } from "@byturns/spec/downloads";
import { serve } from "./internal/serve.ts";

type Asked = DownloadSite & { name: string; host: string; deadlineMs: number };
type Seen = Download & { open: number };

export const tasks = { download };
serve(tasks);

function download(asked: Asked, context: ExampleContext): Promise<Seen> {
  return context.waiting(asked.name, fetchSite(asked, context.signal));
}

async function fetchSite(
  { host, latencyMs, bytes, behavior, deadlineMs }: Asked,
  signal: AbortSignal,
): Promise<Seen> {
  const url = `http://${host}/site?latencyMs=${latencyMs}&bytes=${bytes}&behavior=${behavior}`;
  const deadline = AbortSignal.timeout(deadlineMs);
  let open = 0;
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, deadline]) });
    open = Number(response.headers.get("x-peak-open"));
    const body = new Uint8Array(await response.arrayBuffer());
    if (!response.ok) return { status: "failed", bytes: 0, digest: null, open };
    return {
      status: "ok",
      bytes: body.length,
      digest: createHash("sha256").update(body).digest("hex"),
      open,
    };
  } catch {
    signal.throwIfAborted();
    return { status: deadline.aborted ? "stalled" : "cut", bytes: 0, digest: null, open };
  }
}
