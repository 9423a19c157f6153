import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { type RunExampleOptions, runExample } from "../src/run/run.ts";
import { Usage } from "../src/text/errors.ts";
import { run, start } from "./command.ts";

const printAfter: RunExampleOptions = {
  example: "say-after",
  models: ["promises"],
  runtimes: [],
  input: "test",
  settings: [],
  threads: undefined,
  trace: undefined,
  json: true,
};

// Sequential: overlapping lines would have to start within a millisecond of each other on every machine.
const soon = ["--set", "order=sequential", "--set", "lines.0.delayMs=1", "--set", "lines.1.delayMs=2"];

async function childrenOf(parent: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
  const rows = stdout
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/).map(Number));
  return rows.flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? [pid] : []));
}

describe("byturns run", () => {
  it("shows the lines, the timeline, and that the result is correct, in every model", async () => {
    const { code, stdout } = await run("run", "say-after", "--input", "test", ...soon);
    expect(code).toBe(0);
    for (const model of ["promises", "fibers", "threads"]) expect(stdout).toContain(`· ${model} · Node 26`);
    expect(stdout.match(/^ +\d+\.\d ms {2}hello$/gm)).toHaveLength(3);
    expect(stdout.match(/✓ right/g)).toHaveLength(3);
    expect(stdout).toMatch(/hello +│/);
    expect(stdout).not.toContain("\u001B");
  });

  it("runs under the named runtimes, and prints nothing but JSON with --json", async () => {
    const args = [
      "--model",
      "promises,threads",
      "--runtime",
      "deno,bun",
      "--input",
      "test",
      ...soon,
      "--json",
    ];
    const { code, stdout, stderr } = await run("run", "say-after", ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const entries = JSON.parse(stdout) as { model: string; runtime: string; outcome: { _tag: string } }[];
    expect(
      entries.map(({ model, runtime, outcome }) => [model, runtime.split("@")[0], outcome._tag]),
    ).toEqual([
      ["promises", "deno", "done"],
      ["threads", "deno", "done"],
      ["promises", "bun", "done"],
      ["threads", "bun", "done"],
    ]);
  });

  it("writes a trace to the given path", async () => {
    const folder = await mkdtemp(join(tmpdir(), "byturns-trace-"));
    const file = join(folder, "trace.json");
    const { code } = await run(
      "run",
      "say-after",
      "--model",
      "promises",
      "--input",
      "test",
      ...soon,
      "--trace",
      file,
    );
    expect(code).toBe(0);
    expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ traceEvents: expect.any(Array) });
    await rm(folder, { recursive: true });
  });

  it("names the invalid argument", async () => {
    const cases: [Partial<RunExampleOptions>, RegExp][] = [
      [{ example: "say-aftr" }, /no example "say-aftr"\. Did you mean say-after\?/],
      [{ models: ["fiber"] }, /no model "fiber"\. Did you mean fibers\?/],
      [{ runtimes: ["nod"] }, /no runtime "nod"\. Did you mean node\?/],
      [{ runtimes: ["node@1.2.3"] }, /byturns runtimes --fetch node@1\.2\.3/],
      [{ runtimes: ["node=/no/such/node"] }, /\/no\/such\/node is not there/],
      [{ runtimes: ["/bin/sh"] }, /Cannot tell what runtime \/bin\/sh is/],
      [{ input: "artcle" }, /no input of say-after "artcle"\. Did you mean article\?/],
      [{ settings: ["order=both"] }, /order: given "both", expected "sequential" \| "concurrent"/],
      [{ threads: 0 }, /with 0 threads: threads must be >= 1/],
    ];
    for (const [wrong, message] of cases) {
      const ended = runExample({ ...printAfter, ...wrong }, new AbortController().signal);
      await expect(ended, JSON.stringify(wrong)).rejects.toThrow(message);
      await expect(ended).rejects.toBeInstanceOf(Usage);
    }
  });

  it("ends with 2 for an invalid argument, and prints no answer", async () => {
    const cases: [string[], RegExp][] = [
      [["say-aftr"], /Did you mean say-after\?/],
      [["say-after", "--threads", "many"], /--threads: "many"/],
      [[], /example/],
    ];
    const ends = await Promise.all(cases.map(([args]) => run("run", ...args)));
    ends.forEach(({ code, stdout, stderr }, i) => {
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(cases[i]?.[1] as RegExp);
    });
  });

  it("ends with 130 on Ctrl-C, and leaves no process behind", async () => {
    const running = start([
      "run",
      "say-after",
      "--model",
      "threads",
      "--set",
      "lines.1.delayMs=60000",
      ...soon.slice(0, 4),
    ]);
    await running.seen(/ms {2}hello/);
    const children = await childrenOf(running.child.pid as number);
    expect(children).not.toEqual([]);
    running.child.kill("SIGINT");
    expect(await running.ended).toMatchObject({ code: 130, stderr: "" });
    // A child that watches its parent notices its end a moment after this test does.
    const gone = () => {
      for (const child of children) expect(() => process.kill(child, 0)).toThrow("ESRCH");
    };
    await vi.waitFor(gone, 10_000);
  });
});
