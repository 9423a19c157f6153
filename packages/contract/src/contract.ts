// The contract: every spec against every port, inside whatever runtime runs this. Each app's test hands in the
// runtime that it expects, so that a suite that quietly runs elsewhere fails.

import { makeContext, type OpenExample, type Port, type PrintedLine, type Span } from "@byturns/context";
import { makeFixtures } from "@byturns/fixtures";
import { type Inside, loadModel, models } from "@byturns/host";
import { type AnySpec, specs } from "@byturns/spec";
import * as Schema from "effect/Schema";
import { afterAll, describe, expect, it } from "vitest";

const threads = 2;

/** Registers the contract's tests with vitest, for the runtime that `inside` speaks for. */
export async function contract(inside: Inside): Promise<void> {
  const ports = await Promise.all(Object.keys(models).map((name) => loadModel(name)));
  const fixtures = makeFixtures();
  afterAll(() => fixtures[Symbol.asyncDispose]());

  describe(`inside ${inside.runtime}`, () => {
    it("runs in the runtime that it says", () => {
      expect(runtimeHere()).toBe(inside.runtime);
    });
    for (const port of ports) {
      describe(port.model, () => {
        for (const spec of Object.values(specs) as AnySpec[]) cell(port, spec, inside.runtime, fixtures);
      });
    }
  });
}

function cell(port: Port, spec: AnySpec, runtime: string, fixtures: ReturnType<typeof makeFixtures>): void {
  const against = port.unsupported(spec.id, runtime);
  if (against !== undefined) {
    it.skip(`${spec.id}: unsupported: ${against}`);
    return;
  }
  const names = Object.keys(spec.inputs).filter((name) => name === "test" || name.startsWith("test-"));

  describe(spec.id, () => {
    // One for all inputs, as an openExample may be called as often as one likes; aborted last.
    const controller = new AbortController();
    let opened: Promise<OpenExample> | undefined;
    const open = () => {
      opened ??= port.open(spec.id, makeContext({ threads, signal: controller.signal }));
      return opened;
    };
    afterAll(async () => (await opened)?.[Symbol.asyncDispose]());

    it.each(names)("keeps its spec with input %s, called twice", async (name) => {
      const input = await filled(spec, name, fixtures);
      const openExample = await open();
      for (const call of ["first", "second"]) {
        const output = Schema.decodeUnknownSync(spec.output)(overTheWire(await openExample.run(input)));
        expect(spec.check(input, output, { model: port.model, threads }), `${call} call`).toEqual([]);
        await fixtures.clear();
      }
    });

    it("tells its spans in time and in order", async () => {
      const input = await filled(spec, "test", fixtures);
      const spans: Span[] = [];
      const lines: PrintedLine[] = [];
      const recorder = {
        span: (span: Span) => spans.push(span),
        line: (line: PrintedLine) => lines.push(line),
      };
      const context = makeContext({ threads, recorder });
      await using openExample = await port.open(spec.id, context);
      const beganMs = context.nowMs();
      await openExample.run(input);
      const endedMs = context.nowMs();
      expect(spans.length).toBeGreaterThan(0);
      // Clocks of several threads agree within what their alignment can tell.
      const slackMs = 2;
      for (const span of spans) {
        expect(span.startMs).toBeGreaterThanOrEqual(beganMs - slackMs);
        expect(span.endMs).toBeGreaterThanOrEqual(span.startMs);
        expect(span.endMs).toBeLessThanOrEqual(endedMs + slackMs);
      }
    });

    it("ends early, or rightly, when its context is aborted", async () => {
      const input = await filled(spec, "test", fixtures);
      const openExample = await open();
      const ended = openExample.run(input).then(
        (output) => spec.check(input, overTheWire(output), { model: port.model, threads }),
        (error: unknown) =>
          isAbort(error) ? [] : [`rejected with ${String(error)}, which tells of no abort`],
      );
      // An example that blocks has ended before anybody could abort it.
      await new Promise<void>((resolve) => setImmediate(resolve));
      controller.abort();
      expect(await ended).toEqual([]);
      await expect(openExample.run(input)).rejects.toSatisfy(isAbort);
    });
  });
}

/** The reason itself, which has this name where none is given, or what a timer makes of it. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

async function filled(
  spec: AnySpec,
  name: string,
  fixtures: ReturnType<typeof makeFixtures>,
): Promise<unknown> {
  return Schema.decodeUnknownSync(spec.input)(await fixtures.fill(spec.inputs[name]));
}

/** What is left of an output on its way from a measured process to the lab. */
function overTheWire(output: unknown): unknown {
  return JSON.parse(JSON.stringify(output));
}

/** Asked of the global object, not of `process`, which all three have. */
function runtimeHere(): string {
  return "Deno" in globalThis ? "deno" : "Bun" in globalThis ? "bun" : "node";
}
