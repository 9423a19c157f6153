// A run that is killed with SIGKILL at random moments and resumed: `node src/killed.ts [kills]`. It must end with
// exactly the planned forks, none twice.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { drawFrom } from "@byturns/lab/shuffle";
import { forkKey, readRun } from "@byturns/record";

const kills = Number(process.argv[2] ?? 50);
const draw = drawFrom(1);
const worker = fileURLToPath(new URL("./going.ts", import.meta.url));
const folder = join(await mkdtemp(join(tmpdir(), "byturns-killed-")), "run");
try {
  let killed = 0;
  for (let ended = false; !ended; ) {
    const child = spawn(process.execPath, [worker, folder], { stdio: ["ignore", "ignore", "inherit"] });
    const over = once(child, "exit");
    // From before it has made the folder to some forks later.
    const killing = killed < kills ? sleep(draw.below(1_500)).then(() => child.kill("SIGKILL")) : undefined;
    const [code] = await over;
    if (code === null) killed += 1;
    else if (code !== 0) throw new Error(`The run ended with ${code}`);
    else ended = true;
    await killing;
  }
  const run = await readRun(folder);
  const planned = run.plan.rounds.reduce((sum, { order }) => sum + order.length, 0);
  const keys = new Set(run.forks.map(forkKey));
  console.log(
    `killed ${killed} times: ${run.forks.length} of ${planned} forks recorded, ${run.forks.length - keys.size} twice, ` +
      `${run.missing} missing, ${run.setAside.length} lines cut off and set aside`,
  );
  if (run.missing > 0 || run.forks.length !== planned) process.exitCode = 1;
} finally {
  await rm(join(folder, ".."), { recursive: true, force: true });
}
