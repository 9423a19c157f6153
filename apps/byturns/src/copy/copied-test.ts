// The test that accompanies a copy: the spec's small inputs, checked by the spec.
import { pathToFileURL } from "node:url";
import { loadModel } from "@byturns/host";
import type { AnySpec } from "@byturns/spec";
import { moduleFile } from "../layout.ts";
import { Usage } from "../text/errors.ts";
import { type CopiedFile, header, type Origin } from "./copied-files.ts";

/**
 * Writes a test for `node:test` that runs every small input which needs only the example itself.
 *
 * @throws Usage when all of them need fixtures: files, sites or programs.
 */
export async function testOf(origin: Origin, spec: AnySpec): Promise<CopiedFile> {
  const { model, example, version } = origin;
  const inputs = Object.entries(spec.inputs).flatMap(([name, input]) =>
    name.startsWith("test") &&
    spec.permissions?.run === undefined &&
    !/\{(scratch|sites|load|programs|(?:file|full):\d+)\}/.test(JSON.stringify(input))
      ? [name]
      : [],
  );
  if (inputs.length === 0) {
    throw new Usage(
      `Cannot copy a test of ${example}: its inputs need files, sites or programs of the project; leave out --with-test`,
    );
  }
  const source = (await loadModel(model)).source?.(example);
  if (source === undefined) throw new RangeError(`The model ${model} has no example "${example}"`);
  const { run } = source;
  const specFile = pathToFileURL(moduleFile("spec", `${example}.ts`)).href;
  const exported = Object.entries((await import(specFile)) as Readonly<Record<string, unknown>>);
  const specName = exported.find(([, value]) => value === spec)?.[0];
  if (specName === undefined)
    throw new RangeError(`packages/spec/src/${example}.ts does not export its spec`);
  const way = ways[model];
  if (way === undefined)
    throw new RangeError(`Cannot write a test for ${model}: copied-test.ts has no way to call its examples`);
  const lines = [
    `${header(`packages/spec/src/${example}.ts`, version, true).trimEnd()}`,
    'import assert from "node:assert/strict";',
    `import { ${way.opened === undefined ? "" : "after, before, "}describe, it } from "node:test";`,
    `import * as port from "./${source.file}";`,
    `import { ${specName} as spec } from "./spec/${example}.ts";`,
    ...way.imports,
    "",
    `describe(${JSON.stringify(example)}, () => {`,
    ...way.before.map((line) => `  ${line}`),
    ...(way.opened === undefined ? [] : [...keptOpen(way.opened(run)).map((line) => `  ${line}`), ""]),
    `  for (const name of ${JSON.stringify(inputs)} as const) {`,
    "    it(name, async () => {",
    "      const input = spec.inputs[name];",
    `      const output = ${way.call(run)};`,
    `      assert.deepEqual(spec.check(input, output, { model: ${JSON.stringify(model)}, threads: 2 }), []);`,
    "    });",
    "  }",
    "});",
    "",
  ];
  return { path: `${example}.test.ts`, text: lines.join("\n") };
}

/** How to call an example of a model: the imports, the setup, the resource to open, and the call. */
interface Way {
  readonly imports: readonly string[];
  readonly before: readonly string[];
  opened?(run: string): Opened;
  call(run: string): string;
}

/** A resource that is opened before the first input and closed after the last. */
interface Opened {
  readonly name: string;
  readonly type: string;
  readonly start: string;
}

const keptOpen = ({ name, type, start }: Opened): readonly string[] => [
  `let ${name}: ${type};`,
  "before(async () => {",
  `  ${name} = await ${start};`,
  "});",
  `after(() => ${name}[Symbol.asyncDispose]());`,
];

const context = {
  from: 'import { makeContext } from "./context/index.ts";',
  made: "const context = makeContext({ threads: 2 });",
};

const ways: Readonly<Record<string, Way>> = {
  promises: {
    imports: [context.from],
    before: [context.made],
    call: (run) => `await port.${run}(input, context)`,
  },
  fibers: {
    imports: ['import * as Effect from "effect/Effect";'],
    before: [],
    call: (run) => `await Effect.runPromise(port.${run}(input))`,
  },
  threads: {
    imports: ['import { Pool } from "./internal/pool.ts";', context.from],
    before: [context.made, 'const options = "pool" in port ? (port.pool as object) : {};'],
    opened: () => ({
      name: "pool",
      type: "Pool<never>",
      start: "Pool.start<never>(port.worker, { ...options, context })",
    }),
    call: (run) => `await port.${run}(input, context, pool as never)`,
  },
  processes: {
    imports: ['import { Pool } from "./internal/pool.ts";', context.from],
    before: [context.made, 'const options = "pool" in port ? (port.pool as object) : {};'],
    opened: () => ({
      name: "pool",
      type: "Pool<never>",
      start: "Pool.start<never>(port.child, { ...options, context })",
    }),
    call: (run) => `await port.${run}(input, context, pool as never)`,
  },
  cluster: {
    imports: ['import { openOnMachines } from "./internal/edge.ts";', context.from],
    before: [context.made],
    opened: (run) => ({
      name: "openExample",
      type: "Awaited<ReturnType<typeof openOnMachines>>",
      start: `openOnMachines(port.${run}, port.machine, context)`,
    }),
    call: () => "(await openExample.run(input)) as Parameters<typeof spec.check>[1]",
  },
};
