// `npm run contract -- mutex retry [--runtime deno]`: the contract of some examples only, in every model.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runtime: { type: "string", multiple: true, default: ["node"] } },
});
if (positionals.length === 0) {
  console.error("Which examples? For instance: npm run contract -- mutex retry --runtime deno");
  process.exit(2);
}
const root = fileURLToPath(new URL("../../../", import.meta.url));
for (const runtime of values.runtime) {
  const { status } = spawnSync(
    "npm",
    ["run", "-s", "test", "-w", `@byturns/${runtime}`, "--", "test/contract.test.ts"],
    {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, BYTURNS_CONTRACT: positionals.join(",") },
    },
  );
  if (status !== 0) process.exit(status ?? 1);
}
