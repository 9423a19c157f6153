// Makes one small change to the sources at a time, and counts the changes that no test detects: `npm run mutants --
// [--target judge]... [--minutes 30] [--lanes 1]`. Results are stored, so that a later call continues where this one
// ended; a changed source or test is tried again.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
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
  },
});
const root = fileURLToPath(new URL("../../..", import.meta.url));
const untilMs = performance.now() + Number(values.minutes) * 60_000;
const chosen = targets.filter(({ name }) => values.target?.includes(name) ?? true);
if (chosen.length === 0)
  throw new RangeError(`There are the targets ${targets.map(({ name }) => name).join(", ")}`);

/** Equivalent changes, with the reason. */
const equivalent: readonly Readonly<Record<"path" | "line" | "from" | "to" | "why", string>>[] = known;

type Fate = "killed" | "survived";
const keptAt = join(root, "node_modules", ".cache", "byturns", "mutants.json");
const kept: Record<string, Fate> = await readFile(keptAt, "utf8").then(JSON.parse, () => ({}));

interface Planned {
  readonly target: Target;
  readonly path: string;
  readonly source: string;
  readonly mutant: Mutant;
  /** A hash of the source, the tests and the change. */
  readonly key: string;
}

const planned = chosen.flatMap(plan);
const todo = planned.filter(({ key }) => kept[key] === undefined);
console.log(`${planned.length} mutants, ${todo.length} of them not tried yet`);
await Promise.all(Array.from({ length: Number(values.lanes) }, work));
report();

function plan(target: Target): readonly Planned[] {
  const folder = join(root, target.folder);
  const tests = target.tests.flatMap((test) =>
    globSync(/\.ts$/.test(test) ? test : `${test}/**/*.ts`, { cwd: folder }),
  );
  const hash = createHash("sha256");
  for (const test of tests.toSorted()) hash.update(readFileSync(join(folder, test)));
  const ofTests = hash.digest("hex");
  const paths = target.sources.flatMap((source) => globSync(source, { cwd: folder })).toSorted();
  return paths
    .filter((path) => !/\/(index|.*\.worker)\.ts$/.test(path))
    .flatMap((path) => {
      const source = readFileSync(join(folder, path), "utf8");
      return mutantsOf(path, source).map((mutant) => {
        const { start, to } = mutant;
        const text = JSON.stringify([source, ofTests, start, mutant.end, to]);
        const key = createHash("sha256").update(text).digest("hex").slice(0, 20);
        return { target, path: join(target.folder, path), source, mutant, key };
      });
    });
}

async function work(): Promise<void> {
  await using sandbox = await makeSandbox(root);
  const limits = new Map<Target, number>();
  for (let one = todo.shift(); one !== undefined && performance.now() < untilMs; one = todo.shift()) {
    const { target, path, source, mutant, key } = one;
    let limitMs = limits.get(target);
    if (limitMs === undefined) {
      const beganMs = performance.now();
      if (!(await passes(sandbox.root, target, 300_000)))
        throw new Error(`The tests of ${target.name} fail as they are`);
      limitMs = 3 * (performance.now() - beganMs) + 10_000;
      limits.set(target, limitMs);
    }
    const at = join(sandbox.root, path);
    await writeFile(at, source.slice(0, mutant.start) + mutant.to + source.slice(mutant.end));
    try {
      kept[key] = (await passes(sandbox.root, target, limitMs)) ? "survived" : "killed";
    } finally {
      await writeFile(at, source);
    }
    if (kept[key] === "survived") console.log(`survived: ${describe(one)}`);
    await keep();
  }
}

/** Whether the tests pass; a timeout counts as a failure. */
function passes(at: string, { folder, tests }: Target, limitMs: number): Promise<boolean> {
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

async function keep(): Promise<void> {
  await mkdir(dirname(keptAt), { recursive: true });
  await writeFile(`${keptAt}.part`, JSON.stringify(kept));
  await rename(`${keptAt}.part`, keptAt);
}

function describe({ path, mutant: { line, from, to } }: Planned): string {
  const short = (text: string) => text.replaceAll(/\s+/g, " ").slice(0, 80);
  return `${relative(".", path)}:${line} ${short(from)} → ${short(to)}`;
}

/** Why a change is equivalent, if that is recorded; lines move, so it is matched by text. */
function reasonFor({ path, source, mutant: { line, from, to } }: Planned): string | undefined {
  const whole = source.split("\n")[line - 1]?.trim();
  return equivalent.find(
    (one) => one.path === path && one.line === whole && one.from === from && one.to === to,
  )?.why;
}

function report(): void {
  console.log(
    "\n| target | mutants | tried | killed | equivalent | survived | killed of those that make a difference |",
  );
  console.log("|---|---|---|---|---|---|---|");
  for (const target of chosen) {
    const mine = planned.filter((one) => one.target === target);
    const tried = mine.filter(({ key }) => kept[key] !== undefined);
    const survivors = tried.filter(({ key }) => kept[key] === "survived");
    const same = survivors.filter((one) => reasonFor(one) !== undefined);
    const killed = tried.length - survivors.length;
    const share = (100 * killed) / Math.max(1, tried.length - same.length);
    console.log(
      `| ${target.name} | ${mine.length} | ${tried.length} | ${killed} | ${same.length} | ${survivors.length - same.length} | ${share.toFixed(1)} % |`,
    );
  }
  for (const one of planned) {
    if (kept[one.key] !== "survived") continue;
    const why = reasonFor(one);
    console.log(
      `${why === undefined ? "survived" : "equivalent"}: ${describe(one)}${why === undefined ? "" : `: ${why}`}`,
    );
  }
}
