// Every pool is sized by this number; a container's limit is a quota of its control group.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "workers-cpu-quota",
  group: "workers",
  title: "availableParallelism under a CPU quota",
  question:
    "Does os.availableParallelism count the quota of the process's control group, also a part of a core?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "parallelism",
  modules: {
    counter({ os }) {
      console.log(os.availableParallelism() === 1 ? "counts as 1" : "counts as 2 or more");
    },
  },
  program({ mark, address, childProcess }) {
    // By a shell, because Deno keeps these files from programs that were not given everything.
    const script = `
      base=/sys/fs/cgroup/cpu
      test -e $base/cpu.cfs_quota_us || base=/sys/fs/cgroup
      group=$base/byturns-order-$$
      mkdir $group || exit 1
      test -e $group/cpu.cfs_quota_us && version=1 || version=2
      echo "control groups of version $version"
      count() {
        if test $version = 1; then echo $1 > $group/cpu.cfs_quota_us; else echo "$1 100000" > $group/cpu.max; fi
        shift
        sh -c 'echo $$ > '$group'/cgroup.procs && exec "$0" "$@"' "$@"
      }
      echo half a core $(count 50000 "$0" "$@")
      echo a core $(count 100000 "$0" "$@")
      echo a core and a half $(count 150000 "$0" "$@")
      rmdir $group`;
    const start = "Deno" in globalThis ? ["run", "-A"] : [];
    const counter = [process.execPath, ...start, decodeURIComponent(new URL(address("counter")).pathname)];
    childProcess.execFile("sh", ["-c", script, ...counter], (_error, stdout) => {
      const lines = stdout.split("\n").filter((line) => line !== "");
      if (lines.length === 0) mark("no control group may be made here");
      for (const line of lines) mark(line);
    });
  },
  promises: [],
  claims: [
    {
      at: "oven-sh/bun#36183",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A quota of a core and a half is rounded up.",
      holds: (seen) => seen.came("a core and a half counts as 2 or more") === 1,
    },
    {
      at: "nodejs/node#59200",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "node",
      says: "A quota below one core is ignored, and all cores are counted.",
      holds: (seen) => seen.came("half a core counts as 2 or more") === 1,
    },
  ],
  relied: {
    likelihood: "often",
    why: "Pools are as large as this says, and in a container that is a quota.",
  },
});
