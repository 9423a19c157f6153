// Every package's tests, run from that package's folder.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { docExamplesPlugin } from "./packages/contract/src/doc-examples.ts";

// `npx vitest` from a shell would quietly take the machine's own Node.
const onNode = !("Deno" in globalThis) && !("Bun" in globalThis);
if (onNode && !process.version.startsWith("v26.")) {
  throw new RangeError(
    `Tests run on the pinned Node 26, and this is ${process.version}: start them with npm`,
  );
}

// Tests start hundreds of Node processes and workers that load the same modules: they strip and compile them once. What a
// process of the lab measures has the lab's own environment.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL("node_modules/.cache/byturns/tests", import.meta.url),
);

export default defineConfig({
  plugins: [docExamplesPlugin()],
  test: {
    include: ["test/**/*.test.ts"],
    // For a test that hangs, since none waits for its own sake. Some run whole projects under three runtimes, which takes
    // a minute on a slow machine that does something else, too.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // For what is polled, too: a second is not much where a browser and two other packages want the same cores.
    expect: { poll: { timeout: 60_000 } },
    // A thread starts sooner than a process. Where tests change what a process has once, such as its folder, the package's
    // script asks for processes. On Deno, vitest on threads ends with 1; on Bun, it has no processes.
    pool: "Deno" in globalThis ? "forks" : "threads",
    // Turbo runs packages side by side. Within one, each further worker loads again what its files share, which takes longer
    // than most of the tests; a package whose tests wait for processes of theirs asks for more.
    maxWorkers: 1,
    // Files share what is loaded, too. So none may leave anything behind.
    isolate: false,
    // Probes are loaded by Node itself: their text is what is run, and must be as it is written.
    server: { deps: { external: [/\/packages\/order\/src\/probes\//] } },
  },
});
