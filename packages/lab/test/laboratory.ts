// A catalog of one example and one model, under the runtime that the test itself runs under.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Catalog, FoundRuntime, PlannedSuite, Runtime } from "@byturns/lab";
import type { AnySpec } from "@byturns/spec";
import * as Schema from "effect/Schema";

export const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

const behaviors = [
  "answers rightly",
  "answers wrongly",
  "answers in no form",
  "fails",
  "crashes",
  "crashes after its result",
  "is killed",
  "computes for ever",
  "hangs with a child",
  "hangs with a child that left",
  "leaves a child",
  "leaves a child that left",
  "leaves a child that left without its environment",
  "takes memory in a child",
  "has only its own environment",
  "answers with what stands in its environment",
  "asks for its job again",
  "fails at length",
  "answers wrongly at length",
  "lingers",
  "runs out of memory",
  "prints an invalid message",
  "answers for its host",
  "sends what nobody sends",
  "answers twice",
] as const;
export type Behavior = (typeof behaviors)[number];

const rogue: AnySpec = {
  id: "rogue",
  title: "Rogue",
  question: "What becomes of it?",
  origin: "Here.",
  input: Schema.Struct({ behave: Schema.String, path: Schema.String }),
  output: Schema.Struct({ echo: Schema.String }),
  inputs: Object.fromEntries(
    behaviors.map((behave) => [behave, { behave, path: "{scratch}/pid" }]),
  ) as AnySpec["inputs"],
  sweeps: {
    size: { parameter: "size", unit: "B", values: [1, 2], at: (size) => ({ behave: `${size}`, path: "" }) },
  },
  batch: 1,
  primary: "wallMs",
  check: (input, output) =>
    input.behave === output.echo ? [] : [`echoed ${output.echo}, not ${input.behave}`],
  ideal: () => ({ ms: undefined, why: "nobody knows" }),
  metrics: [],
};

export const kind: Runtime = {
  id: "node",
  title: "Node",
  binary: "node",
  packageFor: (version) => `node@${version}`,
  entry: new URL("./rogue.ts", import.meta.url),
  flags: () => ["--max-old-space-size=40"],
  environment: () => ({}),
  versionFrom: (printed) => printed.slice(1),
};

const deno: Runtime = {
  ...kind,
  id: "deno",
  title: "Deno",
  binary: "deno",
  flags: () => ["run", "--allow-all"],
  versionFrom: (printed) => /^deno (\S+)/.exec(printed)?.[1],
};

const bun: Runtime = {
  ...kind,
  id: "bun",
  title: "Bun",
  binary: "bun",
  flags: () => ["run"],
  versionFrom: (printed) => printed,
};

export const catalog: Catalog = {
  root,
  specs: { rogue },
  runtimes: [kind, deno, bun],
  models: ["promises", "threads"],
  unsupported: (model, _, runtime) =>
    model === "threads" && runtime === "node" ? "it has no threads here" : undefined,
};

export const runtime: FoundRuntime = {
  key: "node@26.10.0",
  id: "node",
  title: "Node",
  version: process.version.slice(1),
  path: process.execPath,
  kind,
  source: "path",
};

/** A suite with one case for each behavior. */
export function suiteOf(...behave: readonly Behavior[]): PlannedSuite {
  return { id: "test", cases: behave.map((input) => ({ example: "rogue", input })) };
}

/** A folder for one test, removed when the test is done. */
export async function scratch(): Promise<{ at(name: string): string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "lab-test-"));
  return {
    at: (name) => join(folder, name),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
