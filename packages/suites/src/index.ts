// The suites, a line each.
import { all } from "./all.ts";
import { article } from "./article.ts";
import { cluster } from "./cluster.ts";
import { coordination } from "./coordination.ts";
import { cores } from "./cores.ts";
import { main } from "./main.ts";
import { memory } from "./memory.ts";
import { processes } from "./processes.ts";
import { reference } from "./reference.ts";
import { scale } from "./scale.ts";
import { scheduling } from "./scheduling.ts";
import { service } from "./service.ts";
import type { Suite } from "./suite.ts";
import warmUps from "./warm-ups.json" with { type: "json" };

export type { Suite, SuiteCase } from "./suite.ts";

/** Every suite, by its id; `main` is what is measured when none is named. */
export const suites: Readonly<Record<string, Suite>> = withWarmUps({
  main,
  article,
  coordination,
  scheduling,
  service,
  scale,
  memory,
  cores,
  cluster,
  processes,
  reference,
  all,
});

/** The suites with the warm-ups that `byturns calibrate --warm-up` found. */
function withWarmUps(all: Readonly<Record<string, Suite>>): Readonly<Record<string, Suite>> {
  return Object.fromEntries(Object.entries(all).map(([id, suite]) => [id, { ...suite, warmUpMs: warmUps }]));
}
