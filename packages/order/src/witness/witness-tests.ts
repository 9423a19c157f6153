// Node's own tests as witnesses: which of them a runtime fails, and which of these differences the catalogue has.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@byturns/fixtures/temporary-folder";
import type { Target } from "../launch.ts";
import type { Probe } from "../probe.ts";
import { type BoundedEnd, type Bounds, runBounded } from "./bounded-process.ts";
import { reviewedTests } from "./reviewed.ts";

/** The tests of what the catalogue is about: timers, ticks, microtasks, promises, workers, contexts, failures. */
const areas =
  /^test-(?:timers?|next-?tick|process-next-tick|microtask|queue-microtask|promises?|set-?immediate|immediate|worker|async-local-storage|uncaught|unhandled|event-loop|process-exit|process-uncaught|process-beforeexit)(?:-|\.)/;

const usualBounds: Bounds = { limitMs: 10_000, processes: 24, bytes: 1_500_000_000 };
/** Never more foreign programs at once. */
const atOnce = 2;

/** What one runtime did with one test that Node passes. */
export interface WitnessFailure {
  /** The test's name without its ending. */
  readonly test: string;
  readonly runtime: string;
  readonly end: BoundedEnd;
  /** Probes that show the difference. */
  readonly probes: readonly string[];
  /**
   * `known`: a probe shows it; `not about order`: it asks for something else, by review or because something of Node's is
   * missing there; `unknown`: neither.
   */
  readonly standing: "known" | "not about order" | "unknown";
}

/** What Node's tests show. */
export interface WitnessReport {
  /** How many tests were run under each runtime. */
  readonly tests: number;
  /** Tests that need what no other runtime has: flags for Node's internals. */
  readonly skipped: number;
  /** Tests that Node itself does not pass here: they witness nothing. */
  readonly failedByNode: readonly string[];
  readonly failures: readonly WitnessFailure[];
}

/** How to run them. */
export interface WitnessOptions {
  /** Only tests whose name has this in it. Default: all of the areas above. */
  readonly only?: string;
  readonly bounds?: Bounds;
  /** Whether a probe shows a difference of a runtime. Default: every probe that names the test does. */
  readonly shows?: (probe: string, runtime: string) => boolean;
  readonly onRun?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs a checkout's `test/parallel` files on order under Node and the other targets.
 *
 * @param checkout a folder with `test/parallel` and `test/common`, of about the version of the first target.
 * @param targets Node first.
 * @param probes those that may name a test as their witness.
 * @throws RangeError when the folder has no such tests; the signal's reason when it is aborted.
 */
export async function runWitnessTests(
  checkout: string,
  targets: readonly Target[],
  probes: readonly Probe[],
  { only = "", bounds = usualBounds, shows = () => true, onRun, signal }: WitnessOptions = {},
): Promise<WitnessReport> {
  const folder = join(checkout, "test", "parallel");
  const names = (await readdir(folder).catch(() => []))
    .filter((name) => areas.test(name) && /\.m?js$/.test(name) && name.includes(only))
    .sort();
  if (names.length === 0) {
    throw new RangeError(
      `Cannot find tests on order in ${folder}: expected a checkout of Node with test/parallel`,
    );
  }
  const texts = new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const)),
  );
  const open = names.filter((name) => !needsInternals(texts.get(name) ?? ""));
  await using scratch = await temporaryFolder();
  const ends = new Map<string, BoundedEnd>();
  const jobs = open.flatMap((name) => targets.map((target) => ({ name, target })));
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < jobs.length) {
      const { name, target } = jobs[next++] as (typeof jobs)[number];
      const end = await runBounded(commandOf(target, name, texts.get(name) ?? ""), {
        bounds,
        cwd: folder,
        env: environment(scratch.path),
        signal,
      });
      ends.set(`${target.id} ${name}`, end);
      onRun?.(++done, jobs.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return report(open, names.length - open.length, targets, { probes, shows }, ends);
}

function report(
  open: readonly string[],
  skipped: number,
  targets: readonly Target[],
  { probes, shows }: { readonly probes: readonly Probe[] } & Required<Pick<WitnessOptions, "shows">>,
  ends: ReadonlyMap<string, BoundedEnd>,
): WitnessReport {
  const [node, ...others] = targets;
  const passes = (target: Target | undefined, name: string) =>
    ends.get(`${target?.id} ${name}`)?.ending === "exit 0";
  const witnessed = open.filter((name) => passes(node, name));
  return {
    tests: open.length,
    skipped,
    failedByNode: open.filter((name) => !passes(node, name)).map(testOf),
    failures: witnessed.flatMap((name) =>
      others
        .filter((target) => !passes(target, name))
        .map((target): WitnessFailure => {
          const test = testOf(name);
          const end = ends.get(`${target.id} ${name}`) as BoundedEnd;
          const known = probes
            .filter(({ id, witnesses }) => witnesses?.includes(test) && shows(id, target.id))
            .map(({ id }) => id);
          const elsewhere = reviewed.has(test) || isMissing(end.output);
          const standing = known.length > 0 ? "known" : elsewhere ? "not about order" : "unknown";
          return { test, runtime: target.id, end, probes: known, standing };
        }),
    ),
  };
}

const reviewed = new Set(Object.values(reviewedTests).flat());

const testOf = (name: string) => name.replace(/\.m?js$/, "");

/** Flags that open Node's internals exist nowhere else. */
function needsInternals(text: string): boolean {
  return /^\/\/ Flags:.*--(?:expose[-_]internals|allow[-_]natives[-_]syntax|no-node-snapshot)/m.test(text);
}

/** The output says that something of Node's is not there, so the test never came to its order. */
function isMissing(output: string): boolean {
  return /not implemented|is not a function|is not defined|internal\/|internalBinding|Cannot find (?:module|package)|No such built-in|ERR_UNKNOWN_BUILTIN|does not provide an export|Unknown (?:option|flag)|unexpected argument|ERR_METHOD_NOT_IMPLEMENTED|is not a constructor|Cannot read properties of undefined|undefined is not an object/i.test(
    output,
  );
}

function commandOf(target: Target, name: string, text: string): readonly [string, ...string[]] {
  const flags = (/^\/\/ Flags:(.*)$/m.exec(text)?.[1] ?? "").split(/\s+/).filter((flag) => flag !== "");
  // Deno takes a file without package.json for an ES module; the tests are CommonJS.
  const more = target.id === "deno" ? ["--unstable-detect-cjs"] : target.id === "node" ? flags : [];
  return [target.binaryPath, ...target.args, ...more, name];
}

function environment(scratch: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: process.env.HOME ?? "",
    NO_COLOR: "1",
    // Without it a test whose flags are missing starts itself anew, and under Deno again and again.
    NODE_SKIP_FLAG_CHECK: "1",
    // Other runtimes have globals of their own.
    NODE_TEST_KNOWN_GLOBALS: "0",
    NODE_TEST_DIR: scratch,
  };
}
