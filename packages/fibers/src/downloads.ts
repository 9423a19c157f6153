// downloads on fibers.
//
// Start: `Effect.forEach` starts as many fibers as may run at once. Cancel: interruption closes the connection; a deadline is
// an interruption too. Fail: the client's errors are typed, and become results. Cost: one fiber, one connection and one timer
// per download.
import { createHash } from "node:crypto";
import type { Download, DownloadSite, DownloadsInput, DownloadsOutput } from "@byturns/spec/downloads";
import * as Effect from "effect/Effect";
import * as HttpClient from "effect/http/HttpClient";
import { waiting } from "./internal/spans.ts";

/** Fetches every site, at most `limit` at once. */
export const downloads = Effect.fnUntraced(function* (
  input: DownloadsInput,
): Effect.fn.Return<DownloadsOutput, never, HttpClient.HttpClient> {
  const { sites, order, limit = sites.length } = input;
  let peakOpen = 0;
  const results = yield* Effect.forEach(
    sites,
    Effect.fnUntraced(function* (site, i) {
      const seen = { open: 0 };
      const result = yield* download(input, site, seen).pipe(waiting(`site ${i + 1}`));
      peakOpen = Math.max(peakOpen, seen.open);
      return result;
    }),
    { concurrency: order === "one-by-one" ? 1 : limit },
  );
  return { sites: results, peakOpen };
});

const download = (
  { host, deadlineMs }: DownloadsInput,
  { latencyMs, bytes, behavior }: DownloadSite,
  seen: { open: number },
): Effect.Effect<Download, never, HttpClient.HttpClient> => {
  const url = `http://${host}/site?latencyMs=${latencyMs}&bytes=${bytes}&behavior=${behavior}`;
  return Effect.gen(function* () {
    const response = yield* HttpClient.get(url);
    seen.open = Number(response.headers["x-peak-open"]);
    const body = new Uint8Array(yield* response.arrayBuffer);
    if (response.status >= 300) return without("failed");
    return {
      status: "ok" as const,
      bytes: body.length,
      digest: createHash("sha256").update(body).digest("hex"),
    };
  }).pipe(
    Effect.timeoutOrElse({ duration: deadlineMs, orElse: () => Effect.succeed(without("stalled")) }),
    Effect.catchTag("HttpClientError", () => Effect.succeed(without("cut"))),
  );
};

const without = (status: Exclude<Download["status"], "ok">): Download => ({ status, bytes: 0, digest: null });
