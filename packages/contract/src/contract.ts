// The contract: every spec against every port, inside whatever runtime runs this. Each app's test hands in the
// runtime that it expects, so that a suite that quietly runs elsewhere fails.
import { makeProps } from "@byturns/fixtures";
import { type Inside, loadModel, models } from "@byturns/host";
import { type AnySpec, specs } from "@byturns/spec";
import { type Act, makeStage, type Port, type PrintedLine, type Span } from "@byturns/stage";
import * as Schema from "effect/Schema";
import { afterAll, describe, expect, it } from "vitest";

const threads = 2;

/** Registers the contract's tests with vitest, for the runtime that `inside` speaks for. */
export async function contract(inside: Inside): Promise<void> {
  const ports = await Promise.all(Object.keys(models).map((name) => loadModel(name)));
  const props = makeProps();
  afterAll(() => props[Symbol.asyncDispose]());

  describe(`inside ${inside.runtime}`, () => {
    it("runs in the runtime that it says", () => {
      expect(runtimeHere()).toBe(inside.runtime);
    });
    for (const port of ports) {
      describe(port.model, () => {
        for (const spec of Object.values(specs) as AnySpec[]) cell(port, spec, inside.runtime, props);
      });
    }
  });
}

function cell(port: Port, spec: AnySpec, runtime: string, props: ReturnType<typeof makeProps>): void {
  const against = port.unsupported(spec.id, runtime);
  if (against !== undefined) {
    it.skip(`${spec.id}: unsupported: ${against}`);
    return;
  }
  const names = Object.keys(spec.inputs).filter((name) => name === "test" || name.startsWith("test-"));

  describe(spec.id, () => {
    // One for all inputs, as an act may be called as often as one likes; aborted last.
    const controller = new AbortController();
    let opened: Promise<Act> | undefined;
    const open = () => {
      opened ??= port.open(spec.id, makeStage({ threads, signal: controller.signal }));
      return opened;
    };
    afterAll(async () => (await opened)?.[Symbol.asyncDispose]());

    it.each(names)("keeps its spec with input %s, called twice", async (name) => {
      const input = await filled(spec, name, props);
      const act = await open();
      for (const call of ["first", "second"]) {
        const output = Schema.decodeUnknownSync(spec.output)(overTheWire(await act.run(input)));
        expect(spec.check(input, output, { model: port.model, threads }), `${call} call`).toEqual([]);
        await props.clear();
      }
    });

    it("tells its spans in time and in order", async () => {
      const input = await filled(spec, "test", props);
      const spans: Span[] = [];
      const lines: PrintedLine[] = [];
      const recorder = {
        span: (span: Span) => spans.push(span),
        line: (line: PrintedLine) => lines.push(line),
      };
      const stage = makeStage({ threads, recorder });
      await using act = await port.open(spec.id, stage);
      const beganMs = stage.nowMs();
      await act.run(input);
      const endedMs = stage.nowMs();
      expect(spans.length).toBeGreaterThan(0);
      // Clocks of several threads agree within what their alignment can tell.
      const slackMs = 2;
      for (const span of spans) {
        expect(span.startMs).toBeGreaterThanOrEqual(beganMs - slackMs);
        expect(span.endMs).toBeGreaterThanOrEqual(span.startMs);
        expect(span.endMs).toBeLessThanOrEqual(endedMs + slackMs);
      }
    });

    it("ends early, or rightly, when its stage is aborted", async () => {
      const input = await filled(spec, "test", props);
      const act = await open();
      const ended = act.run(input).then(
        (output) => spec.check(input, overTheWire(output), { model: port.model, threads }),
        (error: unknown) =>
          isAbort(error) ? [] : [`rejected with ${String(error)}, which tells of no abort`],
      );
      // An example that blocks has ended before anybody could abort it.
      await new Promise<void>((resolve) => setImmediate(resolve));
      controller.abort();
      expect(await ended).toEqual([]);
      await expect(act.run(input)).rejects.toSatisfy(isAbort);
    });
  });
}

/** The reason itself, which has this name where none is given, or what a timer makes of it. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

async function filled(spec: AnySpec, name: string, props: ReturnType<typeof makeProps>): Promise<unknown> {
  return Schema.decodeUnknownSync(spec.input)(await props.fill(spec.inputs[name]));
}

/** What is left of an output on its way from a measured process to the lab. */
function overTheWire(output: unknown): unknown {
  return JSON.parse(JSON.stringify(output));
}

/** Asked of the global object, not of `process`, which all three have. */
function runtimeHere(): string {
  return "Deno" in globalThis ? "deno" : "Bun" in globalThis ? "bun" : "node";
}
