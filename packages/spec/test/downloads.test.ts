import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Download, type DownloadSite, downloads } from "../src/downloads.ts";

const runInfo = { model: "promises", threads: 1 };
const site = (behavior: DownloadSite["behavior"], bytes = 3, latencyMs = 10) => ({
  latencyMs,
  bytes,
  behavior,
});
const body = Uint8Array.of(7, 38, 69);
const good: Download = { status: "ok", bytes: 3, digest: createHash("sha256").update(body).digest("hex") };
const bad = (status: Download["status"]): Download => ({ status, bytes: 0, digest: null });

const base = { host: "127.0.0.1:1", order: "at-once" as const, deadlineMs: 100 };
const wrong = (sites: readonly DownloadSite[], results: readonly Download[], peakOpen = 1, more = {}) =>
  downloads.check({ ...base, sites, ...more }, { sites: results, peakOpen }, runInfo);

describe("downloads.check()", () => {
  it("accepts what each site's behavior leads to", () => {
    const sites = [site("ok"), site("fails"), site("stalls"), site("cuts")];
    expect(wrong(sites, [good, bad("failed"), bad("stalled"), bad("cut")], 4)).toEqual([]);
  });

  it.each([
    ["a failure that was taken for a body", [site("fails")], [good]],
    ["a stalled site that was not cut off", [site("stalls")], [good]],
    ["a good site that was given up", [site("ok")], [bad("stalled")]],
    ["a body of other bytes", [site("ok")], [{ ...good, digest: "0" }]],
    ["half a body", [site("ok")], [{ ...good, bytes: 1 }]],
    ["a body where there can be none", [site("cuts")], [{ ...good, status: "cut" as const }]],
    ["a site that is missing", [site("ok"), site("ok")], [good]],
  ])("rejects %s", (_, sites, results) => {
    expect(wrong(sites, results)).toHaveLength(1);
  });

  it("rejects more requests at once than were allowed", () => {
    const sites = [site("ok"), site("ok"), site("ok")];
    const three = [good, good, good];
    expect(wrong(sites, three, 3)).toEqual([]);
    expect(wrong(sites, three, 3, { limit: 2 })).toEqual([expect.stringContaining("not 1 to 2")]);
    expect(wrong(sites, three, 2, { order: "one-by-one" })).toEqual([expect.stringContaining("not 1 to 1")]);
    expect(wrong(sites, three, 0)).toHaveLength(1);
  });
});

describe("downloads.ideal()", () => {
  const ideal = (more = {}) =>
    downloads.ideal({ ...base, sites: [site("ok", 3, 10), site("ok", 3, 20), site("stalls")], ...more }, 1)
      .ms;

  it("is the sum one by one, the longest at once, and the shared sum under a limit", () => {
    expect(ideal({ order: "one-by-one" })).toBe(130);
    expect(ideal()).toBe(100);
    expect(ideal({ sites: [site("ok"), site("ok"), site("ok"), site("ok")], limit: 2 })).toBe(20);
  });
});
