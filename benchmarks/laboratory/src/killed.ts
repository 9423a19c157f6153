// A run that is killed with SIGKILL at random moments and resumed: `node src/killed.ts [kills]`. It must end with
// exactly the planned forks, none twice.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { drawFrom } from "@byturns/lab/plan/shuffle";
import { files, forkKey, readRun } from "@byturns/record";
import { answer } from "./ask.ts";

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
  const lines = (await readFile(files(folder).forks, "utf8")).trimEnd().split("\n").length;
  // A line cut off by a kill is skipped; any other skipped line would be a fork that was run twice.
  const cut = run.skipped.filter(({ why }) => why.startsWith("no JSON")).length;
  answer(
    `a run that is killed with SIGKILL at ${killed} random moments`,
    `${planned} of ${planned} forks, none twice`,
    `${run.forks.length} of ${planned}, ${lines - cut - keys.size} twice, ${cut} lines cut off and skipped`,
    killed === kills && keys.size === planned && run.missing === 0 && lines - cut === planned,
  );
} finally {
  await rm(join(folder, ".."), { recursive: true, force: true });
}
