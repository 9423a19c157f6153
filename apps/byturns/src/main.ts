#!/usr/bin/env node
// The entry. It imports almost nothing, so that everything else comes from the compile cache.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { exitCodes } from "./text/exit-codes.ts";

// A reader of the output may leave early: `byturns list | head -1`. Later output is lost, but the work is completed,
// and the exit code is unaffected.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.exit(exitCodes.environment);
});
enableCompileCache(fileURLToPath(new URL("../../../node_modules/.cache/byturns/compiled", import.meta.url)));
const args = process.argv.slice(2);
const { refusesEmpty } = await import("./text/empty-argument.ts");
if (!refusesEmpty(args)) (await import("./cli.ts")).main(args);
