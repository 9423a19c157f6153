// How long it takes to queue many forks on their machines: `node src/enqueue.ts [forks] [machines]`. From the call
// until the last fork is in storage: connected, planned, checked and enqueued. The machines are registered but do not
// run. Ends with 1 when it took longer than required.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, runOnFleet } from "@byturns/fleet";
import { takeName } from "@byturns/fleet/board";
import { drillCatalog, drillSources, drillSuite } from "@byturns/fleet/drill/catalog";
import { startPostgres } from "@byturns/fleet/drill/postgres";
import { examineMachine } from "@byturns/lab/machine/machine";
import { makePlan } from "@byturns/lab/plan/plan";
import { allRuntimes } from "@byturns/lab/runtime/runtimes";

const [forks, count] = [Number(process.argv[2] ?? 1_000), Number(process.argv[3] ?? 3)];
const mostMs = 5_000;
const machines = Array.from({ length: count }, (_, i) => `m${i + 1}`);
// Two cells per round.
const rounds = Math.ceil(forks / count / 2);
const folder = await mkdtemp(join(tmpdir(), "byturns-enqueue-"));
await using postgres = await startPostgres();
try {
  const runtimes = (await allRuntimes(drillCatalog)).filter(({ source }) => source === "installed");
  {
    await using tables = await connect(postgres.url);
    const machine = await examineMachine();
    for (const name of machines) {
      await takeName(tables, name, name, {
        protocol: 1,
        machine: { ...machine, name },
        sources: drillSources.id,
        runtimes: runtimes.map(({ key }) => key),
        host: name,
        pid: process.pid,
      });
    }
  }
  const stop = new AbortController();
  const beganMs = performance.now();
  let enqueued = 0;
  let waiting = machines.length;
  let tookMs = Number.NaN;
  await runOnFleet(
    drillCatalog,
    {
      url: postgres.url,
      folder: join(folder, "run"),
      machines,
      seed: 7,
      sources: async () => drillSources,
      signal: stop.signal,
      onEvent: (event) => {
        if (event._tag !== "way" || event.event._tag !== "enqueued") return;
        enqueued += event.event.forks;
        waiting -= 1;
        if (waiting > 0) return;
        tookMs = performance.now() - beganMs;
        stop.abort();
      },
    },
    ({ seed, threads }) =>
      makePlan(drillCatalog, {
        suite: drillSuite,
        runtimes,
        forks: rounds,
        fixed: true,
        resourceForks: 0,
        seed,
        threads,
      }),
  );
  if (!(tookMs <= mostMs)) process.exitCode = 1;
  console.log(
    `${enqueued} forks for ${count} machines, asked: planned and enqueued within ${mostMs / 1_000} s. Took ${(tookMs / 1_000).toFixed(2)} s`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
