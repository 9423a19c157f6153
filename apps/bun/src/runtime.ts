// How to start a process under Bun.
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
  // Bun grants everything, and `Bun.gc` is always available; it must not install missing packages.
  flags: () => ["run", "--no-install"],
  environment: () => ({}),
  versionFrom: (printed) => /^(\d+\.\d+\.\d+\S*)/.exec(printed)?.[1],
  explaining,
};
