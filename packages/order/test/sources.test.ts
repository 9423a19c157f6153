import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { judge } from "../src/judge.ts";
import { portCheck } from "../src/port-check.ts";
import { checkSources } from "../src/sources/check-sources.ts";
import { renderSources } from "../src/sources/render-sources.ts";
import { sourceUses } from "../src/sources/source-uses.ts";
import { probeOf, seen } from "./support.ts";

const paths = (text: string, name = "file.ts") => sourceUses(text, name).map(({ path }) => path);

describe("sourceUses()", () => {
  it("finds globals, imports under any name, required modules and members of constants", () => {
    expect(paths("process.nextTick(f); globalThis.setImmediate(f);")).toEqual([
      "process.nextTick",
      "setImmediate",
    ]);
    expect(paths('import { nextTick as later } from "node:process"; later(f);')).toContain(
      "process.nextTick",
    );
    expect(paths('import * as wt from "worker_threads"; wt.parentPort.close();')).toContain(
      "node:worker_threads.parentPort.close",
    );
    expect(paths('const { parentPort: port } = require("worker_threads"); port.close();', "a.cjs")).toContain(
      "node:worker_threads.parentPort.close",
    );
    expect(paths('import { setImmediate as wait } from "timers/promises"; await wait();')).toContain(
      "node:timers/promises.setImmediate",
    );
    expect(paths('import { createServer } from "http"; const s = createServer(); s.close();')).toContain(
      "node:http.createServer().close",
    );
  });

  it("names the event of a listener, the options of a construction, and parameters of callbacks", () => {
    expect(paths('process.once("unhandledRejection", f);')).toEqual(["process.on(unhandledRejection)"]);
    expect(
      paths('import { Worker } from "node:worker_threads"; new Worker(u, { resourceLimits: {} });'),
    ).toContain("new node:worker_threads.Worker(resourceLimits)");
    expect(
      paths('import http from "node:http"; http.createServer((q, s) => { s.on("close", f); });'),
    ).toContain("node:http.createServer(#1).on(close)");
    expect(paths('process.kill(process.pid, "SIGTERM");')).toContain("process.kill(process.pid)");
    expect(paths("globalThis.fetch = f; process.exitCode = 2;")).toEqual(["process.exitCode"]);
  });

  it("tells a socket that is destroyed after its end from one that is only destroyed, or in the callback of end", () => {
    const socket = 'import net from "node:net"; const s = net.connect(1);';
    const use = "node:net.connect().destroy after end";
    expect(paths(`${socket} s.end("last"); s.destroy();`)).toContain(use);
    expect(paths(`${socket} s.end("last"); setTimeout(() => s.destroy(), 5);`)).toContain(use);
    expect(paths(`${socket} s.write("last"); s.destroy();`)).not.toContain(use);
    expect(paths(`${socket} s.destroy(); s.end();`)).not.toContain(use);
    expect(paths(`${socket} s.end("last", () => s.destroy());`)).not.toContain(use);
  });

  it("tells requests that are started together from those that are awaited one by one", () => {
    const use = "fetch without await";
    expect(paths("await Promise.all(urls.map((url) => fetch(url)));")).toContain(use);
    expect(paths("for (const url of urls) await fetch(url);")).not.toContain(use);
  });

  it("does not take a name for the runtime's that a program binds itself", () => {
    expect(paths("function f(setImmediate) { setImmediate(g); }")).toEqual([]);
    expect(paths("const process = { nextTick() {} }; process.nextTick();")).toEqual([]);
    expect(paths('import { nextTick } from "vue"; nextTick();')).toEqual(["vue.nextTick"]);
    expect(paths("let queue = process; queue = other; queue.nextTick();")).toEqual([]);
    expect(paths("/* process.nextTick(f) */ const text = 'setImmediate(f)';")).toEqual([]);
  });

  it("tells a top-level await from one in a function, and a place by line and column", () => {
    expect(
      paths("await work(); async function f() { await g(); }").filter((p) => p.startsWith("top")),
    ).toEqual(["top-level await"]);
    expect(sourceUses("\n  process.nextTick(f);", "a.js")[0]).toEqual({
      path: "process.nextTick",
      line: 2,
      column: 3,
    });
  });

  it("reads types and JSX, and throws a SyntaxError for what is neither", () => {
    expect(paths("const a: number = 1; (process as any).nextTick(f);", "a.ts")).toEqual(["process.nextTick"]);
    expect(paths("const v = <p onClick={() => setImmediate(f)} />;", "a.tsx")).toEqual(["setImmediate"]);
    expect(() => sourceUses("const = 1;", "a.js")).toThrow(SyntaxError);
  });
});

describe("checkSources()", () => {
  const probe = probeOf({ id: "ticks", cause: "tick-or-microtask" });
  const other = probeOf({ id: "same", cause: "abort-timeout" });
  const catalogue = judge([
    seen(probe, "node", { "a b": 50 }),
    seen(probe, "bun", { "b a": 50 }),
    seen(other, "node", { "a b": 50 }),
    seen(other, "bun", { "a b": 50 }),
  ]);
  const findings = portCheck(catalogue, "node", "bun");

  it("lists the places of what differs with file and line, and nothing that does not differ", async () => {
    const folder = await mkdtemp(join(tmpdir(), "byturns-sources-"));
    try {
      await mkdir(join(folder, "node_modules"));
      await writeFile(join(folder, "node_modules", "skipped.js"), "process.nextTick(f);");
      await writeFile(join(folder, "a.ts"), "AbortSignal.timeout(5);\nprocess.nextTick(() => {});\n");
      await writeFile(join(folder, "bad.js"), "const = 1;");
      await writeFile(join(folder, "types.d.ts"), "declare const a: number;");
      const report = await checkSources(folder, findings);
      expect(report.files).toBe(2);
      expect(report.unread).toMatchObject([{ file: "bad.js" }]);
      expect(report.findings).toHaveLength(1);
      expect(report.findings[0]?.places).toEqual([
        { file: "a.ts", path: "process.nextTick", line: 2, column: 1 },
      ]);
      const text = renderSources(report);
      expect(text).toContain("a.ts:2:1  process.nextTick");
      expect(text).toContain("Write this instead: queueMicrotask(");
      expect(text).toContain("Not read: bad.js");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("lists only the uses of a cause that the differing probes show", async () => {
    const ticks = (id: string) => probeOf({ id, cause: "stream-ticks" });
    const [closed, read] = [ticks("streams-transform-closed"), ticks("io-web-stream")];
    const some = judge([
      seen(closed, "node", { "a b": 50 }),
      seen(closed, "bun", { "b a": 50 }),
      seen(read, "node", { "a b": 50 }),
      seen(read, "bun", { "a b": 50 }),
    ]);
    const folder = await mkdtemp(join(tmpdir(), "byturns-sources-"));
    try {
      await writeFile(join(folder, "a.js"), "new ReadableStream();\nnew TransformStream();\n");
      const report = await checkSources(folder, portCheck(some, "node", "bun"));
      expect(report.findings.flatMap(({ places }) => places.map(({ path }) => path))).toEqual([
        "new TransformStream",
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("rejects with the system's error for a path that is not there", async () => {
    await expect(checkSources("/nowhere/at/all", findings)).rejects.toThrow(/ENOENT/);
  });
});
