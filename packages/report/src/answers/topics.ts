// What a team asks of a run, and which example answers to which question.
import type { CaseStory, ExampleStory, Material } from "../model.ts";

/** A question of the first screen, by the word that stands before its answer. */
export type Topic = "waiting" | "computing" | "coordinating" | "own" | "memory" | "moving";

/** In the order of the page. */
export const topics: Readonly<Record<Topic, string>> = {
  waiting: "Waiting",
  computing: "Computing",
  coordinating: "Coordinating",
  own: "Your examples",
  memory: "Memory",
  moving: "Moving between runtimes",
};

/** Examples in which somebody computes, and others want their turn meanwhile. */
export const alongside: ReadonlySet<string> = new Set(["heartbeat", "starvation", "mix", "fairness"]);

/** An example whose inputs ask different things has a line for each of those. */
const asked: Readonly<Record<"waiting" | "computing" | "coordinating", readonly string[]>> = {
  waiting: [
    ...["say-after", "fib bench-yields", "fib article-yields", "log", "downloads", "subprocesses"],
    ...["sleepers", "timers", "mix bench-light"],
  ],
  computing: ["fib", "overlap", "readers", "grain", "nqueens", "matmul", ...alongside],
  coordinating: [
    ...["bounded-map", "deadline", "first-success", "all-or-nothing", "settle-all", "bounded-queue", "retry"],
    ...["mutex", "semaphore-pool", "rate-limit", "single-flight", "graceful-shutdown", "cleanup"],
    ...["lazy-or-eager", "spawn-join", "ping-pong", "thread-ring", "skynet", "sieve", "payload"],
  ],
};

const topicsByName = new Map(
  Object.entries(asked).flatMap(([topic, names]) => names.map((name) => [name, topic as Topic] as const)),
);

/** The question that a case of an example answers by its time; `own` of an example that is not this project's. */
export function topicOf(example: string, input: string): Topic {
  return topicsByName.get(`${example} ${input}`) ?? topicsByName.get(example) ?? "own";
}

/** A case with the example that it is one of. */
export interface CaseOf {
  readonly example: ExampleStory;
  readonly one: CaseStory;
}

/** The cases that answers are drawn from: of each example those outside its sweeps; all, where it has none of these. */
export function answeringCases({ examples }: Pick<Material, "examples">): CaseOf[] {
  return examples.flatMap((example) => {
    const unswept = example.cases.filter(({ sweep }) => sweep === undefined);
    return (unswept.length > 0 ? unswept : example.cases).map((one) => ({ example, one }));
  });
}
