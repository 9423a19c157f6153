// downloads on promises.
//
// Start: calling `fetch`; as many loops as may run at once each take the next site. Cancel: a signal, the context's or
// the deadline's, closes the connection. Fail: a site's misbehavior is a result; only the context's signal rejects.
// Cost: one connection and one timer per download.
import { createHash } from "node:crypto";
import type { ExampleContext } from "@byturns/context";
import type { Download, DownloadSite, DownloadsInput, DownloadsOutput } from "@byturns/spec/downloads";

/** Fetches every site, at most `limit` at once. Rejects when the context's signal is aborted. */
export async function downloads(input: DownloadsInput, context: ExampleContext): Promise<DownloadsOutput> {
  const { sites, order, limit = sites.length } = input;
  const results: Download[] = [];
  let peakOpen = 0;
  const next = sites.entries();
  const loop = async () => {
    for (const [i, site] of next) {
      const seen = { open: 0 };
      results[i] = await context.waiting(`site ${i + 1}`, download(input, site, context.signal, seen));
      peakOpen = Math.max(peakOpen, seen.open);
    }
  };
  const loops = order === "one-by-one" ? 1 : Math.min(limit, sites.length);
  await Promise.all(Array.from({ length: loops }, loop));
  return { sites: results, peakOpen };
}

async function download(
  { host, deadlineMs }: DownloadsInput,
  { latencyMs, bytes, behavior }: DownloadSite,
  signal: AbortSignal,
  seen: { open: number },
): Promise<Download> {
  const url = `http://${host}/site?latencyMs=${latencyMs}&bytes=${bytes}&behavior=${behavior}`;
  const deadline = AbortSignal.timeout(deadlineMs);
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, deadline]) });
    seen.open = Number(response.headers.get("x-peak-open"));
    const body = new Uint8Array(await response.arrayBuffer());
    if (!response.ok) return { status: "failed", bytes: 0, digest: null };
    return { status: "ok", bytes: body.length, digest: createHash("sha256").update(body).digest("hex") };
  } catch {
    signal.throwIfAborted();
    return { status: deadline.aborted ? "stalled" : "cut", bytes: 0, digest: null };
  }
}
