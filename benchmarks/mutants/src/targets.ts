// Which sources are changed, and which tests must detect it.

/** Sources of one package, and its tests. */
export interface Target {
  readonly name: string;
  /** The package's folder, relative to the root. */
  readonly folder: string;
  /** Relative to the package's folder. */
  readonly sources: readonly string[];
  readonly tests: readonly string[];
}

const helpers = [
  "bounded-map",
  "retry",
  "deadline",
  "bounded-queue",
  "semaphore-pool",
  "rate-limit",
  "single-flight",
];

export const targets: readonly Target[] = [
  { name: "judge", folder: "packages/lab", sources: ["src/fork/judge.ts"], tests: ["test/judge.test.ts"] },
  {
    name: "plan",
    folder: "packages/lab",
    sources: ["src/plan/plan.ts", "src/plan/shuffle.ts", "src/plan/cut-off.ts", "src/fork/limit.ts"],
    tests: ["test/plan.test.ts", "test/plan-parts.test.ts", "test/cut-off.test.ts", "test/shuffle.test.ts"],
  },
  {
    name: "lock",
    folder: "packages/record",
    sources: ["src/files/lock.ts"],
    tests: ["test/lock.test.ts", "test/unsettled.test.ts"],
  },
  {
    name: "journal",
    folder: "packages/record",
    sources: ["src/files/journal.ts", "src/files/folder.ts"],
    tests: ["test/durable.test.ts", "test/journal.test.ts", "test/run.test.ts", "test/unsettled.test.ts"],
  },
  {
    name: "host",
    folder: "packages/host",
    sources: ["src/failure.ts", "src/outputs.ts", "src/measure.ts", "src/recording.ts", "src/loop-delay.ts"],
    tests: ["test"],
  },
  { name: "verdict", folder: "packages/statistics", sources: ["src/verdict.ts"], tests: ["test"] },
  { name: "statistics", folder: "packages/statistics", sources: ["src/**/*.ts"], tests: ["test"] },
  ...["promises", "fibers", "threads"].map((port) => ({
    name: port,
    folder: `packages/${port}`,
    sources: helpers.map((helper) => `src/${helper}.ts`),
    tests: ["test"],
  })),
];
