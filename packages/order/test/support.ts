import { fileURLToPath } from "node:url";
import type { Target } from "../src/launch.ts";
import type { Frequency, Observed } from "../src/observe.ts";
import { defineProbe, type Probe } from "../src/probe.ts";

const bin = fileURLToPath(new URL("../../../node_modules/.bin/", import.meta.url));

export const node: Target = {
  id: "node",
  version: "26.10.0",
  binaryPath: `${bin}node`,
  args: ["--expose-gc"],
};
export const targets: readonly Target[] = [
  node,
  { id: "deno", version: "2.9.6", binaryPath: `${bin}deno`, args: ["run", "--no-prompt", "-A"] },
  { id: "bun", version: "1.4.5", binaryPath: `${bin}bun`, args: ["run", "--no-install"] },
];

/** A probe with everything that a test does not speak of. */
export function probeOf(given: Partial<Probe> & Pick<Probe, "id">): Probe {
  return defineProbe({
    group: "ticks",
    title: given.id,
    question: "?",
    kinds: ["module"],
    models: ["promises"],
    program({ mark }) {
      mark("a");
    },
    promises: [],
    claims: [],
    relied: { likelihood: "often", why: "A test." },
    ...given,
  });
}

/** Frequencies of sequences written as `"a b c": 3`. */
export function frequenciesOf(counts: Readonly<Record<string, number>>): readonly Frequency[] {
  return Object.entries(counts).map(([text, count]) => ({
    sequence: text.split(" ").filter((mark) => mark !== ""),
    count,
  }));
}

/** What was seen of a probe under a runtime. */
export function seen(
  probe: Probe,
  id: string,
  counts: Readonly<Record<string, number>>,
  more: Partial<Observed> & { version?: string } = {},
): Observed {
  const { version = "1.0.0", ...rest } = more;
  return {
    probe,
    kind: probe.kinds[0] ?? "module",
    target: { id, version, binaryPath: id, args: [] },
    frequencies: frequenciesOf(counts),
    failures: [],
    ...rest,
  };
}
