// downloads: several sites are fetched, one by one or at once; some of them misbehave.
import * as Schema from "effect/Schema";
import { digestOfKnown } from "./known-bytes.ts";
import { defineSpec } from "./spec.ts";

export const DownloadSite = Schema.Struct({
  /** How long the site takes before it begins to answer. */
  latencyMs: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 60_000 })),
  bytes: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100_000_000 })),
  /** `fails` answers 500; `stalls` sends half and then nothing; `cuts` sends half and closes the connection. */
  behavior: Schema.Literals(["ok", "fails", "stalls", "cuts"]),
});

export const DownloadsInput = Schema.Struct({
  /** `host:port` that all sites are served from, at `/site?latencyMs=…&bytes=…&behavior=…`. */
  host: Schema.String,
  sites: Schema.Array(DownloadSite).check(Schema.isMinLength(1), Schema.isMaxLength(10_000)),
  order: Schema.Literals(["one-by-one", "at-once"]),
  /** The most to fetch at once. Default: all of them. */
  limit: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10_000 }))),
  /** How long one download may take. */
  deadlineMs: Schema.Finite.check(Schema.isBetween({ minimum: 1, maximum: 600_000 })),
});

export const Download = Schema.Struct({
  /** `failed`: no success by its status; `stalled`: cut off at its deadline; `cut`: the connection broke off. */
  status: Schema.Literals(["ok", "failed", "stalled", "cut"]),
  /** Length and SHA-256 (hexadecimal) of a whole body; 0 and null where there is none. */
  bytes: Schema.Int,
  digest: Schema.NullOr(Schema.String),
});

export const DownloadsOutput = Schema.Struct({
  /** In the order of the input. */
  sites: Schema.Array(Download),
  /** The most requests that were open at once, as the server saw it. */
  peakOpen: Schema.Int,
});

export type DownloadSite = typeof DownloadSite.Type;
export type Download = typeof Download.Type;
export type DownloadsInput = typeof DownloadsInput.Type;
export type DownloadsOutput = typeof DownloadsOutput.Type;

const host = "{sites}";
const four = (latencyMs: number, bytes: number) =>
  Array.from({ length: 4 }, () => ({ latencyMs, bytes, behavior: "ok" as const }));
const troubled = [
  { latencyMs: 5, bytes: 10_000, behavior: "ok" },
  { latencyMs: 5, bytes: 10_000, behavior: "fails" },
  { latencyMs: 5, bytes: 10_000, behavior: "stalls" },
  { latencyMs: 5, bytes: 10_000, behavior: "cuts" },
  { latencyMs: 5, bytes: 0, behavior: "ok" },
] as const;

const statusOf = { ok: "ok", fails: "failed", stalls: "stalled", cuts: "cut" } as const;

/** Where nothing of a body is missing, half of it is all of it. */
const statusOfSite = ({ behavior, bytes }: DownloadSite) =>
  behavior === "cuts" && bytes === 0 ? "ok" : statusOf[behavior];

export const downloads = defineSpec({
  id: "downloads",
  title: "Downloads",
  question: "What do four sites cost one by one, and at once?",
  origin: "The article's downloads of four sites, one after another and as tasks.",
  input: DownloadsInput,
  output: DownloadsOutput,
  inputs: {
    article: { host, sites: four(1_000, 100_000), order: "at-once", deadlineMs: 30_000 },
    "article-one-by-one": { host, sites: four(1_000, 100_000), order: "one-by-one", deadlineMs: 30_000 },
    test: { host, sites: four(5, 10_000), order: "at-once", deadlineMs: 30_000 },
    "test-one-by-one": { host, sites: four(5, 10_000), order: "one-by-one", deadlineMs: 30_000 },
    "test-limit": { host, sites: four(5, 100_000), order: "at-once", limit: 2, deadlineMs: 30_000 },
    bench: { host, sites: four(10, 10_000), order: "at-once", deadlineMs: 30_000 },
    "bench-one-by-one": { host, sites: four(10, 10_000), order: "one-by-one", deadlineMs: 30_000 },
    // The deadline is what the stalled site costs; the others answer long before, on a busy machine too.
    troubled: { host, sites: troubled, order: "at-once", deadlineMs: 600 },
    "troubled-one-by-one": { host, sites: troubled, order: "one-by-one", deadlineMs: 600 },
  },
  permissions: { net: ["{sites}"] },
  batch: 1,
  primary: "wallMs",
  oneCall: {
    work: "Four sites on loopback, 10 ms of latency and 10 kB each, are downloaded and digested, one by one or at once.",
    inModel: {
      promises: "`fetch` and a deadline's timer a site.",
      fibers: "Effect's HTTP client over `fetch`, a fiber a site.",
      threads:
        "`fetch` on a pool's thread, a message each way a site; a thread waits for one site at a time.",
    },
    objections: [
      {
        objection: "Loopback is no network.",
        answer:
          "It has no loss and no distance, which is why latency is made by the server; what is compared is the waiting, not the wire.",
      },
      {
        objection: "A thread could download several sites at once.",
        answer:
          "It could, as the main thread does in the other models. One task a thread is what a pool does unless it is told otherwise, so with 2 threads four sites take two turns: threads are not for waiting.",
      },
    ],
  },
  check(input, output) {
    const { sites } = input;
    if (output.sites.length !== sites.length) {
      return [`${output.sites.length} downloads came back, not ${sites.length}`];
    }
    const wrong: string[] = [];
    sites.forEach((site, i) => {
      const { status, bytes, digest } = output.sites[i] as Download;
      const expected = statusOfSite(site);
      if (status !== expected) wrong.push(`site ${i + 1} was ${status}, not ${expected}`);
      else if (status !== "ok" && (bytes !== 0 || digest !== null)) {
        wrong.push(`site ${i + 1} was ${status}, and yet has a body of ${bytes} bytes`);
      } else if (status === "ok" && (bytes !== site.bytes || digest !== digestOf(site.bytes))) {
        wrong.push(`site ${i + 1} sent ${bytes} bytes of digest ${digest}, not the ${site.bytes} expected`);
      }
    });
    // The server notices that a stalled download was given up only after the next one may have begun.
    const stalled = sites.filter(({ behavior }) => behavior === "stalls").length;
    if (output.peakOpen < 1 || output.peakOpen > limitOf(input) + stalled) {
      wrong.push(`${output.peakOpen} requests were open at once, not 1 to ${limitOf(input)}`);
    }
    return wrong;
  },
  ideal(input) {
    const times = input.sites.map(({ latencyMs, behavior }) =>
      behavior === "stalls" ? input.deadlineMs : Math.min(latencyMs, input.deadlineMs),
    );
    const sumMs = times.reduce((sum, ms) => sum + ms, 0);
    if (input.order === "one-by-one")
      return { ms: sumMs, why: "one after another: the sum of the latencies" };
    const longestMs = Math.max(...times);
    const sharedMs = sumMs / limitOf(input);
    return sharedMs > longestMs
      ? { ms: sharedMs, why: `the sum of the latencies, ${limitOf(input)} at once` }
      : { ms: longestMs, why: "all at once: the longest latency" };
  },
  metrics: [],
});

function limitOf({ order, limit, sites }: DownloadsInput): number {
  return order === "one-by-one" ? 1 : Math.min(limit ?? sites.length, sites.length);
}

const digests = new Map<number, string>();

/** Every site sends the same bytes, as many as it is asked for. */
function digestOf(bytes: number): string {
  const digest = digests.get(bytes) ?? digestOfKnown(bytes);
  digests.set(bytes, digest);
  return digest;
}
