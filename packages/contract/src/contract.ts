// The contract: every spec against every port, inside whatever runtime runs this. Each app's test passes the runtime
// that it expects, so that a suite that silently runs elsewhere fails.

import { makeContext, type OpenExample, type Port, type Span } from "@byturns/context";
import { makeFixtures } from "@byturns/fixtures";
import { type Inside, loadModel, models, usualModels } from "@byturns/host";
import { type AnySpec, specs } from "@byturns/spec";
import * as Schema from "effect/Schema";
import { afterAll, describe, expect, it } from "vitest";
import { withinLimit } from "./limit.ts";

const threads = 2;

/** Registers the contract's tests with vitest, for the runtime of `inside`. */
export async function contract(inside: Inside): Promise<void> {
  const ports = await Promise.all(Object.keys(models).map((name) => loadModel(name)));
  const fixtures = makeFixtures();
  afterAll(() => fixtures[Symbol.asyncDispose]());
  const chosen = process.env.BYTURNS_CONTRACT?.split(",");
  const examples = (Object.values(specs) as AnySpec[]).filter(({ id }) => chosen?.includes(id) ?? true);
  const unknown = chosen?.filter((id) => !Object.hasOwn(specs, id)) ?? [];
  if (unknown.length > 0) {
    throw new RangeError(
      `There is no example ${unknown.join(", ")}; there are ${Object.keys(specs).join(", ")}`,
    );
  }

  describe(`inside ${inside.runtime}`, () => {
    it("runs in the runtime that it names", () => {
      expect(runtimeHere()).toBe(inside.runtime);
    });
    for (const port of ports) {
      describe(port.model, () => {
        const ran = examples.map((spec) => cell(port, spec, inside.runtime, fixtures));
        it("runs every example, or gives a reason for this runtime", () => {
          expect(ran).toHaveLength(examples.length);
          const silent = ran.filter(({ against }) => against === "not part of this model");
          // The models of one machine are complete; others cover some examples.
          if (usualModels.some((model) => model === port.model))
            expect(
              silent.map(({ id }) => id),
              port.model,
            ).toEqual([]);
          expect(silent.length, `${port.model} runs something`).toBeLessThan(
            ran.length + Number(chosen !== undefined),
          );
        });
      });
    }
  });
}

/** Registers the tests of one example; returns why there are none, where there is a reason. */
function cell(
  port: Port,
  spec: AnySpec,
  runtime: string,
  fixtures: ReturnType<typeof makeFixtures>,
): { readonly id: string; readonly against: string | undefined } {
  const against = port.unsupported(spec.id, runtime);
  if (against !== undefined) {
    it.skip(`${spec.id}: unsupported: ${against}`);
    return { id: spec.id, against };
  }
  const names = Object.keys(spec.inputs).filter((name) => name === "test" || name.startsWith("test-"));

  describe(spec.id, () => {
    // One for all inputs, because an opened example may be called any number of times; aborted last.
    const controller = new AbortController();
    const { signal } = controller;
    const spans: Span[] = [];
    const recorder = { span: (span: Span) => spans.push(span), line: () => {} };
    const recording = makeContext({ threads, signal, recorder });
    // Machines take seconds to start, and only what stands around an example asks whether it is recorded: there, one is
    // for all.
    const isOnMachines = port.model === "cluster";
    let opened: Promise<OpenExample> | undefined;
    const open = () => {
      opened ??= port.open(spec.id, isOnMachines ? recording : makeContext({ threads, signal }));
      return opened;
    };
    const clear = async (name: string) => {
      if (/\{(scratch|sites|full:)/.test(JSON.stringify(spec.inputs[name]))) await fixtures.clear();
    };
    afterAll(async () => (await opened)?.[Symbol.asyncDispose]());

    it.each(names)("keeps its spec with input %s, called twice", async (name) => {
      const input = await filled(spec, name, fixtures);
      const openExample = await open();
      for (const call of ["first", "second"]) {
        const run = await withinLimit(port, spec.id, input, openExample.run(input), threads);
        const output = Schema.decodeUnknownSync(spec.output)(overTheWire(run));
        expect(spec.check(input, output, { model: port.model, threads }), `${call} call`).toEqual([]);
        await clear(name);
      }
    });

    const timed = Object.keys(spec.inputs).filter((name) => name === "bench" || name.startsWith("bench-"));
    it.each(timed)("keeps its spec with input %s, which takes long enough to be timed", async (name) => {
      const input = await filled(spec, name, fixtures);
      const openExample = await open();
      let quickestMs = Number.POSITIVE_INFINITY;
      // A call for each reading of the clock, or a batch of them.
      const sampleMs = () => quickestMs * spec.batch;
      // The first call is slower than later ones, but not a hundred times.
      for (let call = 0; call === 0 || (call < 3 && sampleMs() < 100 * leastSampleMs); call++) {
        const startMs = performance.now();
        const output = await openExample.run(input);
        quickestMs = Math.min(quickestMs, performance.now() - startMs);
        const decoded = Schema.decodeUnknownSync(spec.output)(overTheWire(output));
        expect(spec.check(input, decoded, { model: port.model, threads })).toEqual([]);
        await clear(name);
      }
      expect(
        sampleMs(),
        `${port.model} ${spec.id} ${name}: ms between two readings of the clock`,
      ).toBeGreaterThan(leastSampleMs);
    });

    it("records its spans in time and in order", async () => {
      const input = await filled(spec, "test", fixtures);
      await using own = isOnMachines ? undefined : await port.open(spec.id, recording);
      const openExample = own ?? (await open());
      spans.length = 0;
      const beganMs = recording.nowMs();
      await openExample.run(input);
      const endedMs = recording.nowMs();
      expect(spans.length).toBeGreaterThan(0);
      // Clocks of several threads agree within the precision of their alignment.
      const slackMs = 2;
      for (const span of spans) {
        expect(span.startMs).toBeGreaterThanOrEqual(beganMs - slackMs);
        expect(span.endMs).toBeGreaterThanOrEqual(span.startMs);
        expect(span.endMs).toBeLessThanOrEqual(endedMs + slackMs);
      }
    });

    it("ends early, or correctly, when its context is aborted", async () => {
      const input = await filled(spec, "test", fixtures);
      const openExample = await open();
      const ended = openExample.run(input).then(
        (output) => spec.check(input, overTheWire(output), { model: port.model, threads }),
        (error: unknown) => (isAbort(error) ? [] : [`rejected with ${String(error)}, which is no abort`]),
      );
      // An example that blocks has ended before it could be aborted.
      await new Promise<void>((resolve) => setImmediate(resolve));
      controller.abort();
      expect(await ended).toEqual([]);
      await expect(openExample.run(input)).rejects.toSatisfy(isAbort);
      await clear("test");
    });
  });
  return { id: spec.id, against: undefined };
}

/** The clock steps by a microsecond at most: from here on, that is 2 % of what is timed. */
const leastSampleMs = 0.05;

/** The reason itself, which has this name by default, or what a timer turns it into. */
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

/** An output as it arrives at the lab from a measured process. */
function overTheWire(output: unknown): unknown {
  return JSON.parse(JSON.stringify(output));
}

/** Asked of the global object, not of `process`, which all three have. */
function runtimeHere(): string {
  return "Deno" in globalThis ? "deno" : "Bun" in globalThis ? "bun" : "node";
}
