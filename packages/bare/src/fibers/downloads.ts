// A fiber a download, through Effect's client on `fetch`.
import { createHash } from "node:crypto";
import * as Effect from "effect/Effect";
import * as FetchHttpClient from "effect/http/FetchHttpClient";
import * as HttpClient from "effect/http/HttpClient";

interface Site {
  readonly latencyMs: number;
  readonly bytes: number;
  readonly behavior: string;
}

interface Input {
  readonly host: string;
  readonly deadlineMs: number;
  readonly sites: readonly Site[];
}

export const layer = FetchHttpClient.layer;

export const run = ({ host, deadlineMs, sites }: Input) =>
  Effect.gen(function* () {
    let peakOpen = 0;
    const download = ({ latencyMs, bytes, behavior }: Site) =>
      Effect.gen(function* () {
        const url = `http://${host}/site?latencyMs=${latencyMs}&bytes=${bytes}&behavior=${behavior}`;
        const response = yield* HttpClient.get(url);
        peakOpen = Math.max(peakOpen, Number(response.headers["x-peak-open"]));
        const body = new Uint8Array(yield* response.arrayBuffer);
        return { status: "ok", bytes: body.length, digest: createHash("sha256").update(body).digest("hex") };
      }).pipe(Effect.timeout(deadlineMs));
    const results = yield* Effect.forEach(sites, download, { concurrency: "unbounded" });
    return { sites: results, peakOpen };
  });
