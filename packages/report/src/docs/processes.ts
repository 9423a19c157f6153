// What docs/processes.md takes from the committed run of the suite `processes`.
import { digits, factor, figure, interval } from "@byturns/text/figures";
import { find } from "../findings/naming.ts";
import { isDifferent, Pairs, type Ratio } from "../findings/pairs.ts";
import { md } from "../markdown.ts";
import type { ExampleStory, RuntimeStory, Story } from "../model.ts";

interface Row {
  readonly what: string;
  readonly example: string;
  readonly input: string;
  /** A metric of every example; default: the example's primary figure. */
  readonly metric?: string;
}

const rows: readonly Row[] = [
  { what: "start, until the pool serves", example: "grain", input: "large", metric: "openMs" },
  { what: "memory once the pool serves", example: "grain", input: "large", metric: "openRssBytes" },
  { what: "a round trip by message", example: "ping-pong", input: "bench" },
  { what: "a round trip by memory", example: "ping-pong", input: "bench-memory" },
  { what: "1 KiB there and back, copied", example: "payload", input: "copied=1024" },
  { what: "4 MiB there and back, copied", example: "payload", input: "copied=4194304" },
  { what: "a task that does nothing", example: "bounded-map", input: "bench" },
  { what: "100 tasks of about 1 ms", example: "grain", input: "large", metric: "wallMs" },
  { what: "12 queens, by computing", example: "nqueens", input: "bench", metric: "wallMs" },
  { what: "a mutex, each time", example: "mutex", input: "bench" },
];

/**
 * The table: what a thread and what a process takes, with the ratio of the two and its 95 % interval, a column a
 * runtime.
 *
 * @param story of a run of the suite `processes`; undefined where none is committed.
 */
export function processesTable(story: Story | undefined): string[] {
  if (story === undefined) return ["No run of the suite `processes` is committed."];
  const pairs = new Pairs(story);
  return [
    `| what | ${story.runtimes.map(({ title, version }) => `${md(title)} ${md(version)}`).join(" | ")} |`,
    `|---|${story.runtimes.map(() => "---|").join("")}`,
    `| break-even: a task pays from | ${story.runtimes.map((runtime) => breakEven(story, pairs, runtime)).join(" | ")} |`,
    ...rows.map(
      (row) =>
        `| ${row.what} | ${story.runtimes.map((runtime) => both(story, pairs, row, runtime)).join(" | ")} |`,
    ),
    "",
    `${md(story.extent)}, ${md(story.profile)} profile, ${md(story.machines.map(({ what }) => what).join("; "))}.`,
    "Factors are processes to threads, with their 95 % interval.",
  ];
}

/** From what size of a task a thread, and a process, beats computing it here. */
function breakEven(story: Story, pairs: Pairs, { id }: RuntimeStory): string {
  const grain = story.examples.find((example) => example.id === "grain");
  return ["threads", "processes"]
    .map((model) => {
      const found = grain?.crossovers.find(
        (one) =>
          one.runtime === id &&
          one.winsAbove === model &&
          one.winsBelow === "promises" &&
          one.metric === "wallMs",
      );
      if (found === undefined) return `${model} ${beyondSweep(grain, pairs, model, id)}`;
      const [at, low, high] = [found.at.estimate, found.at.low, found.at.high].map((units) => digits(units));
      return `${model} ${at} µs (${low}–${high})`;
    })
    .join("<br>");
}

/** Where the curves do not cross between the sizes that were measured: on which side of them, if a verdict says so. */
function beyondSweep(grain: ExampleStory | undefined, pairs: Pairs, model: string, runtime: string): string {
  const sizes = (grain?.cases ?? [])
    .flatMap((one) => {
      const [here, there] = [find(one, "promises", runtime), find(one, model, runtime)];
      const size = one.sweep?.name === "units" ? one.sweep.value : undefined;
      if (size === undefined || here === undefined || there === undefined) return [];
      return [{ size, ratio: pairs.of("wallMs", there, here) }];
    })
    .toSorted((a, b) => a.size - b.size);
  const [first, last] = [sizes[0], sizes.at(-1)];
  const isSure = (ratio: Ratio | undefined) => ratio !== undefined && isDifferent(ratio);
  if (first !== undefined && isSure(first.ratio) && (first.ratio?.interval.high ?? 1) < 1) {
    return `less than ${digits(first.size)} µs`;
  }
  if (last !== undefined && isSure(last.ratio) && (last.ratio?.interval.low ?? 1) > 1) {
    return `more than ${digits(last.size)} µs`;
  }
  return "undecided";
}

function both(
  story: Story,
  pairs: Pairs,
  { example: id, input, metric: wanted }: Row,
  runtime: RuntimeStory,
): string {
  const example = story.examples.find((one) => one.id === id);
  const one = example?.cases.find((some) => some.input === input);
  const metric = wanted === undefined ? example?.primary : story.metrics.find((some) => some.id === wanted);
  if (one === undefined || metric === undefined) return "–";
  const [thread, process] = ["threads", "processes"].map((model) => find(one, model, runtime.id));
  if (thread === undefined || process === undefined) return "–";
  const shown = [thread, process].map(
    (cell, i) =>
      `${["threads", "processes"][i]} ${figure(cell.summary?.figures[metric.id]?.median, metric.unit)}`,
  );
  const ratio = pairs.of(metric.id, process, thread);
  const times =
    ratio === undefined ? [] : [`${factor(ratio.interval.estimate)} (${interval(ratio.interval)})`];
  return [...shown, ...times].join("<br>");
}
