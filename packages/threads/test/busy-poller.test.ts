import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BusyPoller } from "../src/internal/pool/busy-poller.ts";

/** A power of 2, so that sums of it are exact. */
const stepMs = 1 / 64;

/** A poller whose every look takes as long, by a clock of its own. */
function pollerOf(found: () => boolean | undefined) {
  const looking = { look: vi.fn(found), leave: vi.fn((): boolean | undefined => false) };
  return { poller: new BusyPoller(looking), ...looking };
}

describe("BusyPoller", () => {
  let nowMs = 0;
  beforeEach(() => {
    nowMs = 0;
    vi.spyOn(performance, "now").mockImplementation(() => {
      nowMs += stepMs;
      return nowMs;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** Wakes it, waits until it stops polling, and returns how often it polled. */
  const looksOf = async ({ poller, look, leave }: ReturnType<typeof pollerOf>) => {
    const [before, left] = [look.mock.calls.length, leave.mock.calls.length];
    poller.wake();
    poller.wake();
    while (leave.mock.calls.length === left) await new Promise((resolve) => setImmediate(resolve));
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(leave.mock.calls.length).toBe(left + 1);
    return look.mock.calls.length - before;
  };

  it("looks for a shorter while where it was in vain, down to one turn, and now and then for a long one", async () => {
    const one = pollerOf(() => false);
    const long = await looksOf(one);
    expect(long).toBeGreaterThan(8);
    const looks: number[] = [];
    // A long one is tried as soon as shorter ones are usual.
    await looksOf(one);
    for (let wake = 0; wake < 10; wake++) looks.push(await looksOf(one));
    expect(looks).toEqual(looks.toSorted((a, b) => b - a));
    expect(looks.at(-1)).toBe(1);
    nowMs += 10;
    expect(await looksOf(one)).toBe(long);
    expect(await looksOf(one)).toBe(1);
  });

  it("looks for longer again when a long while was not in vain, and on while it finds something", async () => {
    let found = false;
    const one = pollerOf(() => found);
    for (let wake = 0; wake < 12; wake++) await looksOf(one);
    nowMs += 10;
    let looks = 0;
    one.look.mockImplementation(() => {
      looks += 1;
      return looks === 3;
    });
    await looksOf(one);
    one.look.mockImplementation(() => found);
    expect(await looksOf(one)).toBeGreaterThan(1);
    found = true;
    const before = one.look.mock.calls.length;
    one.poller.wake();
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(one.look.mock.calls.length).toBeGreaterThan(before + 40);
    one.look.mockImplementation(() => undefined);
  });
});
