// The file that is started. It imports next to nothing, so that what follows comes from the compile cache.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// A reader of this command's output may leave early: `byturns list | head -1`. What is said after that is lost; what is done
// is done to its end, and the exit code is its own.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.exit(1);
});
enableCompileCache(fileURLToPath(new URL("../../../node_modules/.cache/byturns/compiled", import.meta.url)));
const { main } = await import("./cli.ts");
main(process.argv.slice(2));
