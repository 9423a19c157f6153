// What can happen to an example: full disks, sites that stall, programs that cannot be ended. Like the contract, inside
// whatever runtime runs this; each app's test passes the runtime that it expects.
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { makeContext, type Port } from "@byturns/context";
import { type Fixtures, makeFixtures } from "@byturns/fixtures";
import { type Inside, loadModel, models } from "@byturns/host";
import { specs } from "@byturns/spec";
import { afterAll, describe, expect, it } from "vitest";
import { livingGroups } from "./living.ts";

const threads = 2;

/** Registers the tests with vitest, for the runtime of `inside`. */
export async function trouble(inside: Inside): Promise<void> {
  const ports = await Promise.all(Object.keys(models).map((name) => loadModel(name)));
  const fixtures = makeFixtures();
  afterAll(() => fixtures[Symbol.asyncDispose]());

  describe.each(ports.map((port) => [port.model, port] as const))(`${inside.runtime}: %s`, (_, port) => {
    const whereSupported = (example: string, tests: () => void) => {
      const against = port.unsupported(example, inside.runtime);
      if (against === undefined) describe(example, tests);
      else it.skip(`${example}: unsupported: ${against}`);
    };
    whereSupported("log", () => fullDisks(port, inside.runtime, fixtures));
    whereSupported("downloads", () => badSites(port, fixtures));
    whereSupported("subprocesses", () => stubbornPrograms(port, fixtures));
  });
}

function fullDisks(port: Port, runtime: string, fixtures: Fixtures): void {
  const { inputs, check } = specs.log;
  const runInfo = { model: port.model, threads };

  it.each(["full", "full-from-the-start"])("survives a disk that fills: %s", async (name) => {
    const input = inputs[name] ?? inputs.test;
    const job = { model: port.model, example: "log", input: await fixtures.fill(input) };
    // Deno and Bun need the word "run"; a limit holds for a whole process, so this needs one of its own.
    const run = { node: [], deno: ["run", "--allow-all"], bun: ["run"] }[runtime] ?? [];
    const program = fileURLToPath(new URL("./run-input.ts", import.meta.url));
    const [command, ...words] = [
      ...fixtures.before(input),
      process.execPath,
      ...run,
      program,
      JSON.stringify(job),
    ];
    const { stdout } = await promisify(execFile)(command as string, words);
    const { output, printed } = JSON.parse(stdout);
    await fixtures.clear();
    expect(check(input, output, runInfo)).toEqual([]);
    expect(printed).toEqual([expect.stringContaining("The log stopped")]);
  });

  // Deno opens no device below --allow-all; then it is the opening that fails, which a log survives as well.
  it.skipIf(!existsSync("/dev/full"))("survives a device that is full from the first byte on", async () => {
    const input = { ...inputs.test, path: "/dev/full", fills: true };
    await using openExample = await port.open("log", makeContext({ threads }));
    const output = (await openExample.run(input)) as Parameters<typeof check>[1];
    expect(check(input, output, runInfo)).toEqual([]);
    expect(output).toMatchObject({ written: 0, fileBytes: 0 });
  });

  it("survives a file that cannot be opened", async () => {
    const input = { ...inputs.test, path: await fixtures.fill("{scratch}/no-such-folder/log"), fills: true };
    await using openExample = await port.open("log", makeContext({ threads }));
    const output = (await openExample.run(input)) as Parameters<typeof check>[1];
    expect(check(input, output, runInfo)).toEqual([]);
    expect(output.stoppedBecause).toBe("ENOENT");
  });
}

function badSites(port: Port, fixtures: Fixtures): void {
  it.each(["troubled", "troubled-one-by-one"])(
    "survives sites that fail, stall and cut off: %s",
    async (name) => {
      const { inputs, check } = specs.downloads;
      const input = await fixtures.fill(inputs[name] ?? inputs.test);
      await using openExample = await port.open("downloads", makeContext({ threads }));
      const output = (await openExample.run(input)) as Parameters<typeof check>[1];
      expect(check(input, output, { model: port.model, threads })).toEqual([]);
    },
  );

  it("closes its connections when its context is aborted", async () => {
    const { test: input } = specs.downloads.inputs;
    const stalled = { latencyMs: 0, bytes: 10, behavior: "stalls" } as const;
    const { host } = await fixtures.fill(input);
    const controller = new AbortController();
    await using openExample = await port.open(
      "downloads",
      makeContext({ threads, signal: controller.signal }),
    );
    const run = openExample.run({ ...input, host, order: "at-once", sites: [stalled, stalled] });
    run.catch(() => {});
    // The server answers with how many requests were open: this one, and the two that stall.
    const open = async () => (await fetch(`http://${host}/site`)).headers.get("x-peak-open");
    await expect.poll(open).toBe("3");
    controller.abort();
    await expect(run).rejects.toThrow();
    await expect.poll(open).toBe("1");
  });
}

function stubbornPrograms(port: Port, fixtures: Fixtures): void {
  const { inputs, check } = specs.subprocesses;

  it("contains bad programs, and leaves no process behind", async () => {
    const input = await fixtures.fill(inputs.contained ?? inputs.test);
    await using openExample = await port.open("subprocesses", makeContext({ threads }));
    const output = (await openExample.run(input)) as Parameters<typeof check>[1];
    expect(check(input, output, { model: port.model, threads })).toEqual([]);
    const groups = output.programs.flatMap(({ pid }) => pid ?? []);
    expect(groups).toHaveLength(4);
    await expect.poll(() => livingGroups(groups)).toEqual([]);
  });

  it("ends even what ignores SIGTERM when its context is aborted, before it rejects", async () => {
    const pidFile = await fixtures.fill("{scratch}/pid");
    const script = `trap '' TERM; echo $$ > '${pidFile}.new'; mv '${pidFile}.new' '${pidFile}'; sleep 300`;
    const program = { ...inputs.test.programs[0], words: ["sh", "-c", script] };
    const controller = new AbortController();
    await using openExample = await port.open(
      "subprocesses",
      makeContext({ threads, signal: controller.signal }),
    );
    const run = openExample.run({
      ...inputs.test,
      programs: [program, program],
      order: "one-by-one",
      graceMs: 50,
    });
    run.catch(() => {});
    await expect.poll(() => existsSync(pidFile)).toBe(true);
    const group = Number(readFileSync(pidFile, "utf8"));
    expect(livingGroups([group])).toEqual([group]);
    controller.abort();
    await expect(run).rejects.toThrow();
    await expect.poll(() => livingGroups([group])).toEqual([]);
    await fixtures.clear();
  });
}
