import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("./connects.ts", import.meta.url));
let folder = "";
/** A server that accepts connections and closes them immediately, like one that is starting up or is not PostgreSQL. */
const closing = createServer((socket) => socket.destroy());
let closed = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fleet-connect-"));
  await new Promise<void>((resolve) => closing.listen(0, "127.0.0.1", resolve));
  const address = closing.address();
  closed = `postgres://a:b@127.0.0.1:${typeof address === "object" ? address?.port : 0}/c`;
});
afterAll(async () => {
  closing.close();
  await rm(folder, { recursive: true, force: true });
});

describe("a fleet whose database cannot be reached", () => {
  // A privileged port that nothing listens on here.
  const refused = "postgres://a:b@127.0.0.1:9/c";
  const nowhere = "postgres://a:b@no-such-host.invalid/c";

  it.each([
    ...["connect", "prepare", "engine", "runner", "run"].map(
      (way) => [way, "refuses", () => refused] as const,
    ),
    ...["connect", "runner"].map((way) => [way, "has no address", () => nowhere] as const),
    ...["connect", "prepare"].map((way) => [way, "closes the connection", () => closed] as const),
  ])("lets a process end that tried to %s, where it %s", async (way, _, url) => {
    // It ends by itself, or this rejects: the process is killed at the limit.
    const { stdout } = await promisify(execFile)(process.execPath, [script, way, url(), folder], {
      timeout: 25_000,
      killSignal: "SIGKILL",
    });
    if (way !== "engine") expect(stdout.trim()).toBe("FleetUnreachable");
    expect(stdout).not.toContain("connected");
  });
});
