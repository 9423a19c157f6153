// A download a thread, handed out by loops.
import type { Pool } from "../pool.ts";
import type { Site, tasks } from "./downloads.worker.ts";

export const worker = new URL("./downloads.worker.ts", import.meta.url);

interface Input {
  readonly host: string;
  readonly deadlineMs: number;
  readonly sites: readonly Omit<Site, "host" | "deadlineMs">[];
}

export async function run({ host, deadlineMs, sites }: Input, pool: Pool<typeof tasks>) {
  const results: unknown[] = [];
  let peakOpen = 0;
  const download = async (site: Input["sites"][number], i: number) => {
    const { open, ...result } = await pool.run("download", { ...site, host, deadlineMs });
    results[i] = result;
    peakOpen = Math.max(peakOpen, open);
  };
  await Promise.all(sites.map(download));
  return { sites: results, peakOpen };
}
