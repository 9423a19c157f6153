// Sequential plans whose time is too short for all that is open, on simulated machines: after a look only some of the
// cases go on, chosen by how much is open in them. Whether intervals hold the true ratio where their comparisons ended
// all the same, and equal cells are called different no more often: `npm run short-time -w benchmarks/laboratory`, or
// `node src/short-time.ts [plans]`.
import { makePlan } from "@byturns/lab";
import { afterLook } from "@byturns/lab/plan/next-look";
import { drawFrom } from "@byturns/lab/plan/shuffle";
import { type ForkRecord, factsOf, type Plan, type Round } from "@byturns/record";
import { closeBand, equivalenceBand, summarize } from "@byturns/statistics";
import { type Machine, machines, simulateRounds } from "@byturns/statistics-benchmark/machines";
import { answer } from "./ask.ts";
import { catalog, runtime } from "./catalog.ts";

const plans = Number(process.argv[2] ?? 40);
const models = ["promises", "fibers", "threads"];
const runtimes = ["1", "2"].map((version) => ({ ...runtime, key: `node@${version}`, version }));
const examples = ["bounded-map", "say-after", "mutex", "grain", "retry", "semaphore-pool"];
const suite = { id: "short-time", cases: examples.map((example) => ({ example, input: "test" })) };
/** By how much cells are slower than others of their case: as often not at all as by one of these. */
const slowdowns = [0, 0, 0, 0, 0.01, 0.02, 0.05, 0.1];
/** What a fork of each case takes. */
const forkMs = [150, 200, 250, 300, 500, 900];
/** For how many rounds of all cells there is time. */
const roundsThere = { quick: 6.5, full: 12 };

/** Comparisons, and what became of them. */
interface Count {
  all: number;
  held: number;
  equal: number;
  falseAlarms: number;
  /** Called equivalent or close, and how many of them are further apart than that. */
  within: number;
  beyond: number;
}

type Counts = Map<string, Count>;

/** Without the one of two cells a round: it differs from another only in that, and here plans say how many there are. */
const simulated = machines.filter(({ cells }) => cells > 2);

for (const profile of ["quick", "full"] as const) {
  console.log(`\n${profile}, ${plans} plans a machine\n`);
  console.log(
    "| machine | ending | comparisons | held, in % | equal called different | closer than they are |",
  );
  console.log("| --- | --- | --: | --: | --: | --: |");
  const counts: Counts = new Map();
  for (const machine of simulated) {
    const own: Counts = new Map();
    for (let seed = 0; seed < plans; seed++) {
      for (const isShort of [false, true]) run(machine, profile, seed, isShort, [own, counts]);
    }
    print(machine.name, "time for all", own.get("time for all") ?? none());
    print("", "time too short", sumOf(own, "short"));
  }
  const ends = [...counts].sort(([one], [other]) => one.localeCompare(other));
  for (const [end, count] of ends) print("all machines", end, count);
  const { all, held } = sumOf(counts, "short");
  const share = (100 * held) / all;
  const asked = `${profile}: intervals that hold the true ratio where time was too short for all`;
  answer(asked, ">= 94 %", `${share.toFixed(1)} % of ${all}`, share >= 94);
}

/** Runs a plan to its end, and counts its comparisons. */
function run(
  machine: Machine,
  profile: "quick" | "full",
  seed: number,
  isShort: boolean,
  into: readonly Counts[],
): void {
  const wide = { ...catalog, models, unsupported: () => undefined };
  let plan = makePlan(wide, { suite, models, runtimes, profile, seed, budgetMs: 1 });
  const draw = drawFrom(seed);
  const truths = new Map(
    plan.cells.map(({ id }) => [id, 1 + (slowdowns[draw.below(slowdowns.length)] as number)]),
  );
  for (const { id, duplicateOf } of plan.cells) {
    if (duplicateOf !== undefined) truths.set(id, truths.get(duplicateOf) as number);
  }
  const next = simulateRounds(machine, seed + 1)();
  const costOf = ({ order }: Round) =>
    order.reduce((sum, i) => sum + (forkMs[examples.indexOf(plan.cells[i]?.example ?? "")] as number), 0);
  const limitMs = isShort ? roundsThere[profile] * costOf(plan.rounds[0] as Round) : Number.MAX_VALUE;
  plan = { ...plan, sequence: { ...(plan.sequence as NonNullable<Plan["sequence"]>), limitMs } };
  const forks: ForkRecord[] = [];
  let spentMs = 0;
  let whole = plan.rounds.length;
  for (let seen = 0; plan.sequence?.ended === undefined; ) {
    for (; seen < plan.rounds.length; seen++) {
      const round = plan.rounds[seen] as Round;
      spentMs += costOf(round);
      next(round.order.length).forEach((factor, position) => {
        const { id } = plan.cells[round.order[position] as number] as Plan["cells"][number];
        forks.push(recordOf(plan, id, seen, position, factor * (truths.get(id) as number)));
      });
    }
    const after = afterLook(plan, forks, { spentMs, costOf });
    const open = new Set(
      after.sequence?.decisions?.flatMap(({ a, b, stop }) => (stop === undefined ? [a, b] : [])),
    );
    const isPartial = [...open].some((i) => after.rounds.at(-1)?.order.includes(i) === false);
    if (!isPartial) whole = after.rounds.length;
    plan = after;
  }
  const { groups } = summarize(factsOf({ plan, forks }));
  const asked = groups.flatMap(({ metrics }) => metrics.wallMs?.comparisons ?? []).filter((one) => one.asked);
  for (const { a, b, ratio, verdict, stop, rounds } of asked) {
    const truth = (truths.get(a) as number) / (truths.get(b) as number);
    const { low = 0, high = Number.POSITIVE_INFINITY } = ratio;
    const end =
      stop === undefined
        ? rounds > whole
          ? "short: time over, in the rounds of some cases"
          : "short: left out, or time over"
        : rounds > whole
          ? "short: decided in the rounds of some cases"
          : isShort
            ? "short: decided before"
            : "time for all";
    for (const counts of into) {
      const count = counts.get(end) ?? none();
      counts.set(end, count);
      const apart = Math.max(truth, 1 / truth);
      const most = verdict === "equivalent" ? equivalenceBand : closeBand;
      count.all += 1;
      count.held += Number(low <= truth && high >= truth);
      count.equal += Number(truth === 1);
      count.falseAlarms += Number(truth === 1 && verdict === "different");
      count.within += Number(verdict === "equivalent" || verdict === "close");
      count.beyond += Number((verdict === "equivalent" || verdict === "close") && apart > most);
    }
  }
}

function none(): Count {
  return { all: 0, held: 0, equal: 0, falseAlarms: 0, within: 0, beyond: 0 };
}

function sumOf(counts: Counts, beginning: string): Count {
  const sum = none();
  for (const [end, count] of counts) {
    if (!end.startsWith(beginning)) continue;
    for (const key of Object.keys(sum) as (keyof Count)[]) sum[key] += count[key];
  }
  return sum;
}

function print(machine: string, ending: string, count: Count): void {
  const { all, held, equal, falseAlarms, within, beyond } = count;
  const share = ((100 * held) / all).toFixed(1);
  console.log(
    `| ${machine} | ${ending} | ${all} | ${share} | ${falseAlarms} of ${equal} | ${beyond} of ${within} |`,
  );
}

function recordOf(plan: Plan, cell: string, round: number, position: number, ms: number): ForkRecord {
  const quartiles = { minMs: ms, p25Ms: ms, medianMs: ms, p75Ms: ms, p99Ms: ms, maxMs: ms, meanMs: ms };
  const measurement = {
    ...{ versions: {}, startUpMs: 1, openMs: 1, firstCallMs: 1, calls: 1, cpuUserMs: 1, cpuSystemMs: 1 },
    ...{ openRssBytes: 1, uncheckedCalls: 0 },
    wall: { samples: 1, ...quartiles, everyNth: 1, samplesMs: [ms] },
  };
  return {
    ...{ plan: plan.id, cell, kind: "time", round, position, attempt: 1, machine: "m", wallMs: ms },
    ...{ startedAt: "", command: [], exitCode: 0, exitSignal: null, stdout: "", stderr: "" },
    outcome: { _tag: "done", measurement },
  };
}
