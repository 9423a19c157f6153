// downloads on threads.
//
// Start: a task is posted to a pool of threads, one download a thread. Cancel: by a message; the thread's own signal
// closes the connection. Fail: a site's misbehavior is a result; other failures come back as data and are rebuilt.
// Cost: a message each way, a connection, and a thread that is kept while it waits: no runtime has a `fetch` that
// blocks, so the thread awaits its download, but takes no other meanwhile.

import type { ExampleContext } from "@byturns/context";
import type { Download, DownloadsInput, DownloadsOutput } from "@byturns/spec/downloads";
import type { tasks } from "./downloads.worker.ts";
import type { Pool } from "./internal/pool.ts";

export const worker = new URL("./downloads.worker.ts", import.meta.url);

/** Fetches every site, at most as many at once as there are threads. Rejects when the context's signal is aborted. */
export async function downloads(
  input: DownloadsInput,
  _context: ExampleContext,
  pool: Pool<typeof tasks>,
): Promise<DownloadsOutput> {
  const { host, deadlineMs, sites, order, limit = sites.length } = input;
  const results: Download[] = [];
  let peakOpen = 0;
  const next = sites.entries();
  const loop = async () => {
    for (const [i, site] of next) {
      const { open, ...result } = await pool.run("download", {
        ...site,
        name: `site ${i + 1}`,
        host,
        deadlineMs,
      });
      results[i] = result;
      peakOpen = Math.max(peakOpen, open);
    }
  };
  const loops = order === "one-by-one" ? 1 : Math.min(limit, sites.length);
  await Promise.all(Array.from({ length: loops }, loop));
  return { sites: results, peakOpen };
}
