import { existsSync } from "node:fs";
import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeContext } from "@byturns/context";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLog } from "../src/internal/log-sink.ts";
import { Pool } from "../src/internal/pool.ts";
import { worker } from "../src/log.ts";
import type { tasks } from "../src/log.worker.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "log-sink-"));
});
const pool = await Pool.start<typeof tasks>(worker, { context: makeContext({ threads: 1 }) });
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true });
});

const line = (number: number) => `${number}`.padEnd(15, ".").concat("\n");

describe("openLog()", () => {
  it("counts lines after close() as dropped", async () => {
    const path = join(folder, "closed");
    const sink = openLog({ path, queueBound: 8, lineBytes: 16 }, pool);
    sink.log(line(0));
    const closed = sink.close();
    sink.log(line(1));
    await closed;
    sink.log(line(2));
    expect(await sink.seen()).toMatchObject({ written: 1, dropped: 2 });
    expect(await readFile(path, "utf8")).toBe(line(0));
  });

  it("continues in a new file once the old one was moved away, at once although no line comes", async () => {
    const path = join(folder, "rotated");
    const sink = openLog({ path, queueBound: 8, lineBytes: 16 }, pool);
    sink.log(line(0));
    await expect.poll(() => existsSync(path) && readFile(path, "utf8")).toBe(line(0));
    await rename(path, `${path}.1`);
    sink.reopen();
    await expect.poll(() => existsSync(path)).toBe(true);
    sink.log(line(1));
    await sink.close();
    expect(await sink.seen()).toMatchObject({ written: 2, dropped: 0, stoppedBecause: null });
    expect(await readFile(`${path}.1`, "utf8")).toBe(line(0));
    expect(await readFile(path, "utf8")).toBe(line(1));
  });

  it("puts the lines that wait into the new file", async () => {
    const path = join(folder, "waiting");
    const sink = openLog({ path, queueBound: 8, lineBytes: 16 }, pool);
    await expect.poll(() => existsSync(path)).toBe(true);
    await rename(path, `${path}.1`);
    sink.reopen();
    sink.log(line(0));
    await sink.close();
    expect(await readFile(`${path}.1`, "utf8")).toBe("");
    expect(await readFile(path, "utf8")).toBe(line(0));
  });
});
