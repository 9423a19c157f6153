// The thread's side of downloads: one of them.
import { createHash } from "node:crypto";
import { serve } from "../serve.ts";

export interface Site {
  readonly host: string;
  readonly deadlineMs: number;
  readonly latencyMs: number;
  readonly bytes: number;
  readonly behavior: string;
}

export const tasks = { download };
serve(tasks);

async function download({ host, deadlineMs, latencyMs, bytes, behavior }: Site) {
  const url = `http://${host}/site?latencyMs=${latencyMs}&bytes=${bytes}&behavior=${behavior}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(deadlineMs) });
  const open = Number(response.headers.get("x-peak-open"));
  const body = new Uint8Array(await response.arrayBuffer());
  return { status: "ok", bytes: body.length, digest: createHash("sha256").update(body).digest("hex"), open };
}
