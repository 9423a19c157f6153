import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem";
import * as Effect from "effect/Effect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLog } from "../src/internal/log-sink.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "log-sink-"));
});
afterAll(() => rm(folder, { recursive: true }));

const line = (number: number) => `${number}`.padEnd(15, ".").concat("\n");
const open = (path: string) =>
  Effect.runPromise(
    openLog({ path, queueBound: 8, lineBytes: 16 }).pipe(Effect.provide(NodeFileSystem.layer)),
  );

describe("openLog()", () => {
  it("counts lines after close() as dropped", async () => {
    const path = join(folder, "closed");
    const sink = await open(path);
    sink.log(line(0));
    const closed = Effect.runPromise(sink.close);
    sink.log(line(1));
    await closed;
    sink.log(line(2));
    expect(sink.seen).toMatchObject({ written: 1, dropped: 2 });
    expect(await readFile(path, "utf8")).toBe(line(0));
  });

  it("continues in a new file once the old one was moved away", async () => {
    const path = join(folder, "rotated");
    const sink = await open(path);
    sink.log(line(0));
    await expect.poll(() => sink.seen.written).toBe(1);
    await rename(path, `${path}.1`);
    const reopened = Effect.runPromise(sink.reopen);
    sink.log(line(1));
    // The two may overlap; neither loses a line.
    await Promise.all([reopened, Effect.runPromise(sink.close)]);
    expect(sink.seen).toMatchObject({ written: 2, dropped: 0, stoppedBecause: null });
    expect(await readFile(`${path}.1`, "utf8")).toBe(line(0));
    expect(await readFile(path, "utf8")).toBe(line(1));
  });

  it("leaves the file as it is when it is opened anew after close()", async () => {
    const path = join(folder, "late");
    const sink = await open(path);
    sink.log(line(0));
    await Effect.runPromise(sink.close);
    await Effect.runPromise(sink.reopen);
    expect(await readFile(path, "utf8")).toBe(line(0));
  });
});
