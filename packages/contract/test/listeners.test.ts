// What an example leaves on the signal of its context when it is closed: nothing, or a long run would gather listeners.
import { getEventListeners } from "node:events";
import { makeContext } from "@byturns/context";
import { makeFixtures } from "@byturns/fixtures";
import { loadModel } from "@byturns/host";
import { specs } from "@byturns/spec";
import { describe, expect, it } from "vitest";

const models = ["promises", "fibers", "threads"] as const;

describe.each(models)("an example of %s that is closed", (model) => {
  it.each(["say-after", "bounded-map", "graceful-shutdown", "single-flight", "fib"] as const)(
    "has left no listener on its context's signal: %s",
    async (example) => {
      await using fixtures = makeFixtures();
      const port = await loadModel(model);
      if (port.unsupported(example, "node") !== undefined) return;
      const { signal } = new AbortController();
      {
        await using openExample = await port.open(example, makeContext({ signal, threads: 2 }));
        await openExample.run(await fixtures.fill(specs[example].inputs.test));
      }
      expect(getEventListeners(signal, "abort")).toEqual([]);
    },
  );
});
