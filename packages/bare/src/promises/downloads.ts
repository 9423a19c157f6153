// As many loops as may download at once; each fetches the next site.
import { createHash } from "node:crypto";

interface Site {
  readonly latencyMs: number;
  readonly bytes: number;
  readonly behavior: string;
}

interface Input {
  readonly host: string;
  readonly deadlineMs: number;
  readonly sites: readonly Site[];
  readonly order: string;
  readonly limit?: number;
}

export async function run({ host, deadlineMs, sites, order, limit = sites.length }: Input) {
  const results: unknown[] = [];
  let peakOpen = 0;
  const next = sites.entries();
  const loop = async () => {
    for (const [i, { latencyMs, bytes, behavior }] of next) {
      const url = `http://${host}/site?latencyMs=${latencyMs}&bytes=${bytes}&behavior=${behavior}`;
      const response = await fetch(url, { signal: AbortSignal.timeout(deadlineMs) });
      peakOpen = Math.max(peakOpen, Number(response.headers.get("x-peak-open")));
      const body = new Uint8Array(await response.arrayBuffer());
      const digest = createHash("sha256").update(body).digest("hex");
      results[i] = { status: "ok", bytes: body.length, digest };
    }
  };
  const loops = order === "one-by-one" ? 1 : Math.min(limit, sites.length);
  await Promise.all(Array.from({ length: loops }, loop));
  return { sites: results, peakOpen };
}
