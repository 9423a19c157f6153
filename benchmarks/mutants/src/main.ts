// Makes one small change to the sources at a time, and counts the changes that no test detects: `npm run mutants --
// [--target judge]... [--minutes 30] [--lanes 1] [--survivors]`. Results are stored, so that a later call continues
// where this one ended; a changed source or test is tried again. With `--survivors`, a change that earlier tests
// detected counts as detected as long as its source is the same, for when tests were only added.
//
// Ends with 1 when a target was tried to its end and less than 95 % of the changes that make a difference were
// detected, and when an entry of `equivalent.json` is stale: its line is gone, or a test detects the change.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import known from "./equivalent.json" with { type: "json" };
import { type Mutant, mutantsOf } from "./mutate.ts";
import { makeSandbox } from "./sandbox.ts";
import { type Target, targets } from "./targets.ts";

const { values } = parseArgs({
  options: {
    target: { type: "string", multiple: true },
    minutes: { type: "string", default: "30" },
    lanes: { type: "string", default: "1" },
    survivors: { type: "boolean", default: false },
  },
});
const root = fileURLToPath(new URL("../../..", import.meta.url));
const untilMs = performance.now() + Number(values.minutes) * 60_000;
const chosen = targets.filter(({ name }) => values.target?.includes(name) ?? true);
if (chosen.length === 0)
  throw new RangeError(`There are the targets ${targets.map(({ name }) => name).join(", ")}`);

/** Equivalent changes, with the reason; each entry stands for all such changes on such a line. */
const equivalent: readonly Readonly<Record<"path" | "line" | "from" | "to" | "why", string>>[] = known;

/** The least share of changes to be detected, of those that make a difference. */
const leastShare = 0.95;

type Fate = "killed" | "survived";
/** Of one change in one source: its fate, and a hash of the tests that decided it. */
interface Tried {
  readonly fate: Fate;
  readonly tests: string;
}
const keptIn = join(root, "node_modules", ".cache", "byturns", "mutants");
/** By target, so that two calls for different targets do not overwrite each other's results. */
const kept = new Map<Target, Record<string, Tried>>();
for (const target of chosen)
  kept.set(target, await readFile(keptAt(target), "utf8").then(JSON.parse, () => ({})));

interface Planned {
  readonly target: Target;
  readonly path: string;
  readonly source: string;
  readonly mutant: Mutant;
  /** A hash of the source and the change. */
  readonly key: string;
  /** A hash of the tests. */
  readonly tests: string;
  /** Files of tests, in the order in which they are run: those named after the source, or that import it, see most. */
  readonly stages: readonly (readonly string[])[];
}

const planned = chosen.flatMap(plan);
// By their hashes, so that what a short call has tried is a sample of all.
const todo = planned.filter((one) => fateOf(one) === undefined).toSorted((a, b) => (a.key < b.key ? -1 : 1));
console.log(`${planned.length} mutants, ${todo.length} of them not tried yet`);
await Promise.all(Array.from({ length: Number(values.lanes) }, work));
report();

function plan(target: Target): readonly Planned[] {
  const folder = join(root, target.folder);
  // What tests share decides too, in files that are no tests.
  const shared = globSync("test/**/*.ts", { cwd: folder }).filter((path) => !path.endsWith(".test.ts"));
  const tests = target.tests.flatMap((test) =>
    globSync(/\.ts$/.test(test) ? test : `${test}/**/*.test.ts`, { cwd: folder }),
  );
  const hash = createHash("sha256");
  const texts = new Map(
    [...tests, ...shared].toSorted().map((test) => [test, readFileSync(join(folder, test), "utf8")]),
  );
  for (const text of texts.values()) hash.update(text);
  const ofTests = hash.digest("hex").slice(0, 20);
  const found = target.sources.map((source) => [source, globSync(source, { cwd: folder })] as const);
  for (const [source, paths] of found)
    if (paths.length === 0) throw new Error(`The target ${target.name} has no sources ${folder}/${source}`);
  const paths = found.flatMap(([, paths]) => paths).toSorted();
  return paths
    .filter((path) => !/\/(index|.*\.worker)\.ts$/.test(path))
    .flatMap((path) => {
      const source = readFileSync(join(folder, path), "utf8");
      const name = basename(path, ".ts");
      const isNear = (test: string) =>
        basename(test).startsWith(name) || texts.get(test)?.includes(`/${name}.ts"`);
      const near = tests.filter(isNear);
      const stages = [near, tests.filter((test) => !isNear(test))].filter(({ length }) => length > 0);
      return mutantsOf(path, source).map((mutant) => {
        const { start, to } = mutant;
        const text = JSON.stringify([source, start, mutant.end, to]);
        const key = createHash("sha256").update(text).digest("hex").slice(0, 20);
        return { target, path: join(target.folder, path), source, mutant, key, tests: ofTests, stages };
      });
    });
}

async function work(): Promise<void> {
  await using sandbox = await makeSandbox(root);
  const limits = new Map<string, number>();
  /** The tests' limit: several times what they take on the sources as they are. */
  const limitOf = async (target: Target, tests: readonly string[]) => {
    const key = [target.folder, ...tests].join(" ");
    const known = limits.get(key);
    if (known !== undefined) return known;
    const beganMs = performance.now();
    if (!(await passes(sandbox.root, target, tests, 300_000)))
      throw new Error(`The tests of ${target.name} fail as they are: ${tests.join(" ")}`);
    const limitMs = 3 * (performance.now() - beganMs) + 10_000;
    limits.set(key, limitMs);
    return limitMs;
  };
  for (let one = todo.shift(); one !== undefined && performance.now() < untilMs; one = todo.shift()) {
    const { target, path, source, mutant, stages } = one;
    const at = join(sandbox.root, path);
    let fate: Fate = "survived";
    for (const tests of stages) {
      const limitMs = await limitOf(target, tests);
      await writeFile(at, source.slice(0, mutant.start) + mutant.to + source.slice(mutant.end));
      try {
        if (await passes(sandbox.root, target, tests, limitMs)) continue;
        fate = "killed";
        break;
      } finally {
        await writeFile(at, source);
      }
    }
    if (fate === "survived") console.log(`survived: ${describe(one)}`);
    await keep(one, fate);
  }
}

/** Whether the tests pass; a timeout counts as a failure. */
function passes(at: string, { folder }: Target, tests: readonly string[], limitMs: number): Promise<boolean> {
  const vitest = join(at, "node_modules", "vitest", "vitest.mjs");
  const words = [
    vitest,
    "run",
    "--config",
    "../../vitest.config.ts",
    "--root",
    ".",
    "--bail",
    "1",
    "--reporter",
    "dot",
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...words, ...tests], {
      cwd: join(at, folder),
      detached: true,
      stdio: "ignore",
      // A mutant lives because no test sees it, not because few schedules were tried.
      env: { BYTURNS_SCHEDULES: "1000", ...process.env },
    });
    const end = () => {
      try {
        process.kill(-(child.pid as number), "SIGKILL");
      } catch {
        // The whole group has ended.
      }
    };
    const timer = setTimeout(end, limitMs);
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(timer);
      end();
      resolve(code === 0);
    });
  });
}

function keptAt({ name }: Target): string {
  return join(keptIn, `${name}.json`);
}

async function keep({ target, key, tests }: Planned, fate: Fate): Promise<void> {
  const mine = kept.get(target) as Record<string, Tried>;
  mine[key] = { fate, tests };
  await mkdir(keptIn, { recursive: true });
  await writeFile(`${keptAt(target)}.part`, JSON.stringify(mine));
  await rename(`${keptAt(target)}.part`, keptAt(target));
}

/** What became of a change; undefined if it is yet to be tried. */
function fateOf({ target, key, tests }: Planned): Fate | undefined {
  const tried = kept.get(target)?.[key];
  if (tried === undefined) return undefined;
  return tried.tests === tests || (values.survivors && tried.fate === "killed") ? tried.fate : undefined;
}

function describe({ path, mutant: { line, from, to } }: Planned): string {
  const short = (text: string) => text.replaceAll(/\s+/g, " ").slice(0, 80);
  return `${relative(".", path)}:${line} ${short(from)} → ${short(to)}`;
}

/** Why a change is equivalent, if that is recorded; lines move, so it is matched by text. */
function reasonFor(one: Planned): string | undefined {
  return equivalent.find((known) => isOf(known, one))?.why;
}

function isOf(known: (typeof equivalent)[number], { path, source, mutant: { line, from, to } }: Planned) {
  const whole = source.split("\n")[line - 1]?.trim();
  return known.path === path && known.line === whole && known.from === from && known.to === to;
}

/** Entries that no survivor needs: no such change is possible any more, or a test detects all of them. */
function staleEntries(): readonly (typeof equivalent)[number][] {
  const sources = new Set(planned.map(({ path }) => path));
  return equivalent.filter((known) => {
    if (!sources.has(known.path)) return false;
    const mine = planned.filter((one) => isOf(known, one));
    return mine.every((one) => fateOf(one) === "killed");
  });
}

function report(): void {
  console.log(
    "\n| target | mutants | tried | killed | equivalent | survived | killed of those that make a difference |",
  );
  console.log("|---|---|---|---|---|---|---|");
  for (const target of chosen) {
    const mine = planned.filter((one) => one.target === target);
    const tried = mine.filter((one) => fateOf(one) !== undefined);
    const survivors = tried.filter((one) => fateOf(one) === "survived");
    const same = survivors.filter((one) => reasonFor(one) !== undefined);
    const killed = tried.length - survivors.length;
    const share = killed / Math.max(1, tried.length - same.length);
    console.log(
      `| ${target.name} | ${mine.length} | ${tried.length} | ${killed} | ${same.length} | ${survivors.length - same.length} | ${(100 * share).toFixed(1)} % |`,
    );
    if (tried.length === mine.length && share < leastShare) process.exitCode = 1;
  }
  for (const one of planned) {
    if (fateOf(one) !== "survived") continue;
    const why = reasonFor(one);
    console.log(
      `${why === undefined ? "survived" : "equivalent"}: ${describe(one)}${why === undefined ? "" : `: ${why}`}`,
    );
  }
  for (const { path, line, from, to } of staleEntries()) {
    console.log(`stale in equivalent.json: ${path}: ${from} → ${to} in "${line}"`);
    process.exitCode = 1;
  }
}
