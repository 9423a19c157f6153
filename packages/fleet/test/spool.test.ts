import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Order } from "../src/order.ts";
import { openSpool, type Recorded } from "../src/spool.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spool-test-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const order = { run: "r", machine: "m1", round: 0, asked: 1, cell: { id: "a/b" } } as Order;
const recorded: Recorded = {
  _tag: "recorded",
  record: {
    plan: "r",
    cell: "a/b",
    kind: "time",
    round: 0,
    position: 0,
    attempt: 1,
    machine: "x",
    startedAt: "2026-01-01T00:00:00.000Z",
    wallMs: 1,
    command: [],
    exitCode: null,
    exitSignal: "SIGKILL",
    stdout: "",
    stderr: "",
    outcome: { _tag: "crashed" },
  },
};

describe("openSpool()", () => {
  it("returns how often a fork was begun, and then its record, also after reopening", async () => {
    const spool = await openSpool(folder);
    expect(await spool.look(order)).toBe(0);
    await spool.begin(order);
    await spool.begin(order);
    expect(await (await openSpool(folder)).look(order)).toBe(2);
    await spool.keep(order, recorded);
    expect(await (await openSpool(folder)).look(order)).toEqual(recorded);
  });

  it("finds a fork on every later request, and no other", async () => {
    const spool = await openSpool(folder);
    await spool.keep(order, recorded);
    expect(await spool.look({ ...order, asked: 2 })).toEqual(recorded);
    expect(await spool.look({ ...order, round: 1 })).toBe(0);
    expect(await spool.look({ ...order, run: "another" })).toBe(0);
  });

  it("removes what a killed runner had not finished writing, and leaves what a live one writes", async () => {
    const record = `${"0".repeat(32)}.record`;
    // A pid that no system assigns.
    const [left, beingWritten] = [`${record}.4194305.part`, `${record}.${process.pid}.part`];
    await Promise.all([left, beingWritten].map((name) => writeFile(join(folder, name), "{")));
    await openSpool(folder);
    expect(await readdir(folder)).toEqual([beingWritten]);
  });

  it("treats a damaged record as missing", async () => {
    const spool = await openSpool(folder);
    await spool.begin(order);
    await spool.keep(order, recorded);
    const [file = ""] = (await readdir(folder)).filter((name) => name.endsWith(".record"));
    await writeFile(join(folder, file), '{"_tag":"recorded"');
    expect(await spool.look(order)).toBe(1);
  });

  it("keeps files that are not its own, however old: the folder may contain others", async () => {
    const spool = await openSpool(folder);
    await spool.keep(order, recorded);
    const [own = ""] = await readdir(folder);
    const others = ["thesis.txt", `${own}.bak`, "0123.record"];
    for (const name of others) await writeFile(join(folder, name), "kept");
    for (const name of [...others, own]) await utimes(join(folder, name), 0, 0);
    await openSpool(folder);
    expect((await readdir(folder)).toSorted()).toEqual(others.toSorted());
  });

  it("removes expired files, and nothing else", async () => {
    const spool = await openSpool(folder);
    await spool.begin(order);
    await spool.begin({ ...order, round: 1 });
    const [first = ""] = await readdir(folder);
    await utimes(join(folder, first), 0, 0);
    await openSpool(folder);
    expect(await readdir(folder)).toHaveLength(1);
    expect(await readdir(folder)).not.toContain(first);
  });
});
