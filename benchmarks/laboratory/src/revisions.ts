// How often `bench --against` finds a change that was built in, and how often one that is not there:
// `node src/revisions.ts [comparisons] [profile]`. The base is a copy of these sources in a folder of its own. Each run
// compares three examples; in the head one of them is 5 % slower, one 10 %, and one is as it was, in turn. A run of
// `full` takes about a minute and a half, so 100 comparisons of each take two and a half hours. They need not be made at
// once: each is kept in `runs/`, and counted together with those of earlier runs on the machine; 0 only counts.
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Catalog, makePlan, profiles, runPlan } from "@byturns/lab";
import { type ProfileName, readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { compareRevisions, differs, type MetricFacts, wilson } from "@byturns/statistics";
import { answer } from "./ask.ts";
import { catalog, runtime } from "./catalog.ts";
import { keptOf } from "./kept.ts";

const comparisons = Number(process.argv[2] ?? 20);
const profile = (process.argv[3] ?? "full") as ProfileName;
if (!Number.isInteger(comparisons) || comparisons < 0 || !Object.hasOwn(profiles, profile))
  throw new RangeError("Write: node src/revisions.ts [comparisons >= 0] [smoke | quick | full | thorough]");

const slowdowns = [0, 0.05, 0.1];
const examples = ["bounded-map", "mutex", "retry"];
const kept = await keptOf<Comparison>("revisions");
const place = await mkdtemp(join(tmpdir(), "byturns-revisions-"));
const base = join(place, "base");
try {
  await copySources(catalog.root, base);
  const entry = pathToFileURL(join(base, "apps", "node", "src", "main.ts"));
  const ofBase: Catalog = { ...catalog, root: base, runtimes: [{ ...runtime.kind, entry }] };
  // Goes on where an earlier run ended, so that every example takes its turn at each slowdown.
  const before = Math.floor((await keptLines()).length / examples.length);
  for (let run = 0; run < comparisons; run++) {
    const plan = makePlan(catalog, {
      suite: { id: "revisions", cases: examples.map((example) => ({ example, input: "bench" })) },
      runtimes: [runtime],
      profile,
      against: { name: base, catalog: ofBase },
    });
    const slowdownOf = (example: string) =>
      slowdowns[(examples.indexOf(example) + before + run) % slowdowns.length] as number;
    const cells = plan.cells.map((cell) => {
      const slowdown = slowdownOf(cell.example);
      return cell.revision === "head" && slowdown > 0 ? { ...cell, slowdown } : cell;
    });
    const folder = join(place, String(run));
    await runPlan(catalog, { ...plan, cells }, folder, { base: ofBase });
    const facts = factsOf(await readRun(folder));
    const pairs = compareRevisions(facts, facts.metrics[0] as MetricFacts);
    for (const { head, comparison } of pairs) {
      if (comparison === undefined) throw new Error(`${head.cell.id} was not compared`);
      const { verdict, pHolm, ratio, rounds } = comparison;
      const slowdown = slowdownOf(head.cell.example);
      const isChange = differs(verdict) && pHolm <= 0.05;
      const isFound = isChange && (slowdown === 0 || ratio.estimate > 1);
      await kept.add({
        ...{ example: head.cell.example, slowdown, profile, seed: plan.seed, verdict, rounds },
        ...{ ratio: ratio.estimate, isFound },
      });
      console.log(
        `${run + 1}/${comparisons} ${head.cell.example} ${slowdown * 100} % slower: ${verdict}, ${ratio.estimate.toFixed(3)}, after ${rounds} rounds`,
      );
    }
    await rm(folder, { recursive: true });
  }
  const all = await keptLines();
  for (const slowdown of slowdowns) {
    const mine = all.filter((one) => one.slowdown === slowdown);
    if (mine.length === 0) continue;
    const times = mine.filter(({ isFound }) => isFound).length;
    const { low, high } = wilson(times, mine.length);
    const [share, from, to] = [times / mine.length, low, high].map((part) => `${(part * 100).toFixed(1)} %`);
    const what = slowdown === 0 ? "no change called a change" : `${slowdown * 100} % slower found`;
    const measured = `${share} of ${mine.length} (95 %: ${from} to ${to})`;
    const least = slowdown === 0.05 ? 0.8 : 0.95;
    if (slowdown === 0) answer(what, "<= 1 %", measured, times / mine.length <= 0.01);
    else answer(what, `>= ${least * 100} %`, measured, times / mine.length >= least);
  }
} finally {
  await rm(place, { recursive: true, force: true });
}

/** One comparison, as it is kept. */
interface Comparison {
  readonly example: string;
  readonly slowdown: number;
  readonly profile: ProfileName;
  readonly seed: number;
  readonly verdict: string;
  readonly ratio: number;
  readonly rounds: number;
  readonly isFound: boolean;
}

/** Those of earlier runs, and of this one. */
async function keptLines(): Promise<readonly Comparison[]> {
  return (await kept.lines()).filter((one) => one.profile === profile);
}

/** Copies the sources; installed packages are linked, and links to workspaces lead into the copy. */
async function copySources(from: string, to: string): Promise<void> {
  await mkdir(join(to, "node_modules"), { recursive: true });
  for (const part of ["apps", "packages", "package.json", "package-lock.json"]) {
    const isSource = (path: string) => !path.slice(from.length).includes("node_modules");
    await cp(join(from, part), join(to, part), { recursive: true, filter: isSource });
  }
  for (const name of await readdir(join(from, "node_modules"))) {
    if (name.startsWith(".")) continue;
    const [source, copy] = [from, to].map((root) => join(root, "node_modules", name)) as [string, string];
    // npm's links to workspaces are relative.
    if (name === "@byturns") await cp(source, copy, { recursive: true, verbatimSymlinks: true });
    else await symlink(source, copy);
  }
}
