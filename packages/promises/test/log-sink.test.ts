import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeContext } from "@byturns/context";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLog } from "../src/internal/log-sink.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "log-sink-"));
});
afterAll(() => rm(folder, { recursive: true }));

const line = (number: number) => `${number}`.padEnd(15, ".").concat("\n");

describe("openLog()", () => {
  it("counts lines after close() as dropped", async () => {
    const path = join(folder, "closed");
    const sink = openLog({ path, queueBound: 8, lineBytes: 16 }, makeContext());
    sink.log(line(0));
    const closed = sink.close();
    sink.log(line(1));
    await closed;
    sink.log(line(2));
    expect(sink.seen).toMatchObject({ written: 1, dropped: 2 });
    expect(await readFile(path, "utf8")).toBe(line(0));
  });

  it("continues in a new file once the old one was moved away", async () => {
    const path = join(folder, "rotated");
    const sink = openLog({ path, queueBound: 8, lineBytes: 16 }, makeContext());
    sink.log(line(0));
    await expect.poll(() => sink.seen.written).toBe(1);
    await rename(path, `${path}.1`);
    sink.reopen();
    sink.log(line(1));
    await sink.close();
    expect(sink.seen).toMatchObject({ written: 2, dropped: 0, stoppedBecause: null });
    expect(await readFile(`${path}.1`, "utf8")).toBe(line(0));
    expect(await readFile(path, "utf8")).toBe(line(1));
  });
});
