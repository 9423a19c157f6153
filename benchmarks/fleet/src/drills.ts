// What a fleet survives: `npm run drills -w benchmarks/fleet -- --drills 20 --lanes 2`. Three machines: network
// namespaces if the system allows them, otherwise processes. Each drill is a separate run.
import { parseArgs } from "node:util";
import { type DrillKind, type DrillResult, drillKinds, runDrill } from "@byturns/fleet/drill/drill";
import { makeNetwork } from "@byturns/fleet/drill/network";
import { startPostgres } from "@byturns/fleet/drill/postgres";

const { values } = parseArgs({
  options: {
    drills: { type: "string", default: "20" },
    lanes: { type: "string", default: "1" },
    rounds: { type: "string", default: "6" },
    away: { type: "string", default: "15" },
    kind: { type: "string", multiple: true },
  },
});
const drills = Number(values.drills);
const kinds = drillKinds.filter((kind) => values.kind?.includes(kind) ?? true);
const machines = ["m1", "m2", "m3"];
const leftOut = new Set<DrillKind>();
const results = new Map<DrillKind, DrillResult[]>(kinds.map((kind) => [kind, []]));
const todo = Array.from({ length: drills }, (_, i) => kinds.map((kind) => ({ kind, i }))).flat();
const beganMs = performance.now();
let asNamespaces = true;
// Drills in progress are completed, and the table of what was done is printed.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => todo.splice(0));

await Promise.all(Array.from({ length: Number(values.lanes) }, (_, lane) => work(lane)));

console.log(
  `\n${machines.length} machines as ${asNamespaces ? "network namespaces" : "processes"}, ${values.rounds} rounds of 2 forks on each; ${Math.round((performance.now() - beganMs) / 1_000)} s`,
);
const head = [
  "drill",
  "drills",
  "complete",
  "planned forks",
  "recorded",
  "in the whole",
  "recorded twice",
  "begun again",
  "as asked",
];
console.log(`| ${head.join(" | ")} |\n|${head.map(() => "---").join("|")}|`);
let isWell = true;
for (const [kind, all] of results) {
  const sum = (of: (result: DrillResult) => number) => all.reduce((sum, result) => sum + of(result), 0);
  if (leftOut.has(kind)) {
    const why = "left out: network namespaces cannot be made here";
    console.log(`| ${[kind, 0, ...Array.from({ length: head.length - 3 }, () => "–"), why].join(" | ")} |`);
    continue;
  }
  const good = all.filter((result) => isAsAsked(kind, result)).length;
  isWell &&= good === all.length;
  const row = [
    kind,
    all.length,
    sum(({ ended }) => Number(ended === "complete")),
    sum(({ planned }) => planned),
    sum(({ recorded }) => recorded),
    sum(({ merged }) => merged),
    sum(({ twice }) => twice),
    sum(({ begunAgain }) => begunAgain),
    `${good} of ${all.length}`,
  ];
  console.log(`| ${row.join(" | ")} |`);
}
process.exitCode = isWell ? 0 : 1;

async function work(lane: number): Promise<void> {
  await using network = await makeNetwork(machines.length, lane);
  asNamespaces &&= network !== undefined;
  await using postgres = await startPostgres(network?.here);
  for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
    const { kind, i } = next;
    if (kind === "machine cut off" && network === undefined) {
      leftOut.add(kind);
      continue;
    }
    const result = await runDrill({
      kind,
      postgres,
      machines,
      network,
      rounds: Number(values.rounds),
      // Spread over the run, and over the machines.
      when: ((i + 0.5) / drills + 0.37 * lane) % 1,
      whom: ((i * 7) % 12) / 12,
      awayMs: Number(values.away) * 1_000,
    }).catch((error) => String(error));
    if (typeof result === "string") {
      console.log(`${kind} ${i + 1}: ${result}`);
      results.get(kind)?.push({
        ended: result,
        planned: 0,
        recorded: 0,
        merged: 0,
        bad: [],
        twice: 0,
        begunAgain: 0,
        elapsedMs: 0,
        errors: "",
      });
      continue;
    }
    results.get(kind)?.push(result);
    const { ended, planned, recorded, bad, twice, begunAgain, elapsedMs, errors } = result;
    const mark = isAsAsked(kind, result) ? "" : `  NOT AS ASKED ${bad.join(" ")} ${errors}`;
    console.log(
      `${kind} ${i + 1}: ${ended}, ${recorded} of ${planned} recorded, ${bad.length} not done, ${twice} twice, ${begunAgain} begun again, ${(elapsedMs / 1_000).toFixed(1)} s${mark}`,
    );
  }
}

/** Complete, nothing recorded twice, and nothing measured twice but the one fork in which a process died. */
function isAsAsked(
  kind: DrillKind,
  { ended, planned, recorded, merged, bad, twice, begunAgain }: DrillResult,
): boolean {
  const mayBeAgain = kind === "runner killed" || kind === "runner stopped" ? 1 : 0;
  return (
    ended === "complete" &&
    planned > 0 &&
    recorded === planned &&
    merged === planned &&
    bad.length === 0 &&
    twice === 0 &&
    begunAgain <= mayBeAgain
  );
}
