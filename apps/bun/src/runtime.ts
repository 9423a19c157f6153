// How a process under Bun is started.
import type { Runtime } from "@byturns/lab";
import { explaining } from "./explaining.ts";

/** Bun, for the lab. */
export const runtime: Runtime = {
  id: "bun",
  title: "Bun",
  binary: "bun",
  oldest: "1.2.0",
  packageFor: (version) => `bun@${version}`,
  entry: new URL("./main.ts", import.meta.url),
  // Bun grants everything, and `Bun.gc` is always there; it must not install what it misses.
  flags: () => ["run", "--no-install"],
  environment: () => ({}),
  versionFrom: (printed) => /^(\d+\.\d+\.\d+\S*)/.exec(printed)?.[1],
  explaining,
};
