// Sentences written from the evidence by rules. A rule speaks only where the verdicts carry it; what the forks
// cannot tell is counted, and said last.
import {
  type Comparison,
  type CrossoverSummary,
  differs,
  forksNeeded,
  hasInterval,
  type Interval,
  inverseOf,
  type ScalingSummary,
  type Summary,
  speedUpsOf,
} from "@byturns/statistics";
import { counted, digits, factor, figure, grouped, interval, listed } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { across, everywhere, type Finding, find, named, nameOf, sure, type Told } from "./finding.ts";
import { betweenInputs } from "./input-findings.ts";
import { fromReadings } from "./reading-findings.ts";
import type { CaseStory, CellStory, ExampleStory } from "./story.ts";

/** At most this many of each kind: a reader wants the ones that matter. */
const most = 6;

/** What the evidence of a run shows, the weightiest of each kind first. */
export function findingsOf(told: Told): Finding[] {
  const pairs = new Pairs(told.summary);
  const cases = told.examples.flatMap((example) => example.cases.map((one) => ({ example, one })));
  const unswept = cases.filter(({ one }) => one.sweep === undefined);
  return [
    ...troubles(told),
    ...betweenInputs(told),
    ...fromReadings(told),
    ...told.examples.flatMap((example) => speedUps(example, told)),
    ...told.examples.flatMap((example) => scalings(example, told)).slice(0, most),
    ...told.examples.flatMap((example) => crossovers(example, told, pairs)).slice(0, most),
    ...ranked(unswept.flatMap(({ example, one }) => models(example, one, told, pairs, time))),
    ...ranked(unswept.flatMap(({ example, one }) => runtimes(example, one, told, pairs))),
    ...ranked(unswept.flatMap(({ example, one }) => processor(example, one, told, pairs))),
    ...ranked(unswept.flatMap(({ example, one }) => models(example, one, told, pairs, memory))),
    ...ranked(unswept.flatMap(({ example, one }) => models(example, one, told, pairs, delay))),
    ...same(unswept, pairs),
    ...open(told.summary),
  ];
}

interface Weighed {
  readonly weight: number;
  readonly finding: Finding;
}

function ranked(weighed: readonly Weighed[]): Finding[] {
  return weighed
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, most)
    .map(({ finding }) => finding);
}

/** The ratio of one cell to another, whichever way round it was computed. */
interface Ratio {
  readonly interval: Interval;
  readonly verdict: Comparison["verdict"];
}

class Pairs {
  /** By metric, then by one cell, then by the other. */
  readonly #known = new Map<string, Map<string, Map<string, Ratio>>>();

  constructor(summary: Summary) {
    for (const group of summary.groups) {
      for (const metric of comparedBy) {
        for (const { a, b, ratio, verdict } of group.metrics[metric]?.comparisons ?? []) {
          if (!hasInterval(ratio)) continue;
          const byCell = this.#known.get(metric) ?? new Map<string, Map<string, Ratio>>();
          const byOther = byCell.get(a) ?? new Map<string, Ratio>();
          this.#known.set(metric, byCell.set(a, byOther.set(b, { interval: ratio, verdict })));
        }
      }
    }
  }

  of(metric: string, a: CellStory, b: CellStory): Ratio | undefined {
    const ofMetric = this.#known.get(metric);
    const known = ofMetric?.get(a.id)?.get(b.id);
    const turned = known === undefined ? ofMetric?.get(b.id)?.get(a.id) : undefined;
    if (turned === undefined) return known;
    return { interval: inverseOf(turned.interval), verdict: turned.verdict };
  }
}

/** The metrics that rules look at. */
const comparedBy = ["wallMs", "cpuMs", "peakRssBytes", "loopDelayP99Ms"];

const isDifferent = ({ verdict }: Ratio) => differs(verdict);

function troubles(told: Told): Finding[] {
  return told.examples.flatMap(({ id, cases }) =>
    cases.flatMap(({ input, cells }) =>
      cells
        .filter(({ state }) => state === "wrong" || state === "failed")
        .map((cell) => ({
          kind: "trouble" as const,
          figure: "✕",
          text: `${named(id, input)} gives nothing to compare with ${label(cell.model)} on ${nameOf(cell.runtime, told)}.`,
          evidence: cell.reason ?? "",
          anchor: cell.anchor,
        })),
    ),
  );
}

/** What models are compared by, and how that is said. */
interface By {
  readonly metric: string;
  says(more: string, span: string, less: string): string;
}

const time: By = { metric: "wallMs", says: (more, span, less) => `${more} take ${span} as long as ${less}` };
const memory: By = {
  metric: "peakRssBytes",
  says: (more, span, less) => `${more} take ${span} the memory of ${less} at their peak`,
};
const delay: By = {
  metric: "loopDelayP99Ms",
  says: (more, span, less) =>
    `${more} make everybody else wait ${span} as long as ${less} do (99th percentile)`,
};

/** Each model against the quickest, where it is worse in every runtime that has both. */
function models(example: ExampleStory, one: CaseStory, told: Told, pairs: Pairs, by: By): Weighed[] {
  const found = modelPairs(example, one, told, pairs, by);
  const slow = new Set(found.map((pair) => pair.slow));
  return found.filter(({ quick }) => !slow.has(quick));
}

function modelPairs(
  example: ExampleStory,
  one: CaseStory,
  told: Told,
  pairs: Pairs,
  by: By,
): (Weighed & { readonly slow: string; readonly quick: string })[] {
  return told.models.flatMap((slow) =>
    told.models.flatMap((quick) => {
      if (slow === quick) return [];
      const ratios = told.runtimes.flatMap(({ id, name }) => {
        const [a, b] = [find(one, slow, id), find(one, quick, id)];
        const ratio = a === undefined || b === undefined ? undefined : pairs.of(by.metric, a, b);
        return ratio === undefined ? [] : [{ runtime: name, ...ratio }];
      });
      if (ratios.length === 0 || !ratios.every((ratio) => isDifferent(ratio) && ratio.interval.low > 1))
        return [];
      const span = across(ratios.map((ratio) => ratio.interval.estimate));
      return [
        {
          slow,
          quick,
          weight: Math.min(...ratios.map((ratio) => Math.log(ratio.interval.low))),
          finding: {
            kind: "models" as const,
            figure: span,
            text: `${named(example.id, one.input)}: ${by.says(label(slow), span, label(quick))}${everywhere(ratios, told.runtimes)}.`,
            evidence: ratios
              .map(
                (ratio) =>
                  `${ratio.runtime} ${factor(ratio.interval.estimate)} (${interval(ratio.interval)}), ${ratio.verdict}`,
              )
              .join("; "),
            anchor: one.anchor,
          },
        },
      ];
    }),
  );
}

/** The same model, where one runtime is worse than another. */
function runtimes(example: ExampleStory, one: CaseStory, told: Told, pairs: Pairs): Weighed[] {
  return told.models.flatMap((model) => {
    const cells = one.cells.filter((cell) => cell.model === model && cell.state === "measured");
    const worst = cells
      .flatMap((a) =>
        cells.flatMap((b) => {
          const ratio = a === b ? undefined : pairs.of("wallMs", a, b);
          return ratio !== undefined && isDifferent(ratio) && ratio.interval.low > 1 ? [{ a, b, ratio }] : [];
        }),
      )
      .toSorted((x, y) => y.ratio.interval.low - x.ratio.interval.low)[0];
    if (worst === undefined) return [];
    const { a, b, ratio } = worst;
    const span = factor(ratio.interval.estimate);
    return [
      {
        weight: Math.log(ratio.interval.low),
        finding: {
          kind: "runtimes" as const,
          figure: span,
          text: `${named(example.id, one.input)}: ${label(model)} take ${span} as long on ${nameOf(a.runtime, told)} as on ${nameOf(b.runtime, told)}.`,
          evidence: `95 % interval ${interval(ratio.interval)}, ${ratio.verdict}`,
          anchor: one.anchor,
        },
      },
    ];
  });
}

/** As quick as another model, but paid for with the processor. */
function processor(example: ExampleStory, one: CaseStory, told: Told, pairs: Pairs): Weighed[] {
  return told.models.flatMap((dear) =>
    told.models.flatMap((cheap) => {
      if (dear === cheap) return [];
      const ratios = told.runtimes.flatMap(({ id, name }) => {
        const [a, b] = [find(one, dear, id), find(one, cheap, id)];
        if (a === undefined || b === undefined) return [];
        const wall = pairs.of("wallMs", a, b);
        const cpu = pairs.of("cpuMs", a, b);
        return wall === undefined || cpu === undefined ? [] : [{ runtime: name, wall, cpu }];
      });
      const holds = ratios.every(
        ({ wall, cpu }) => wall.verdict === "equivalent" && isDifferent(cpu) && cpu.interval.low > 1.5,
      );
      if (ratios.length === 0 || !holds) return [];
      const span = across(ratios.map(({ cpu }) => cpu.interval.estimate));
      return [
        {
          weight: Math.min(...ratios.map(({ cpu }) => Math.log(cpu.interval.low))),
          finding: {
            kind: "processor" as const,
            figure: span,
            text: `${named(example.id, one.input)}: ${label(dear)} take as long as ${label(cheap)}, and ${span} the processor time${everywhere(ratios, told.runtimes)}.`,
            evidence: ratios
              .map(
                ({ runtime, cpu }) =>
                  `${runtime} ${factor(cpu.interval.estimate)} (${interval(cpu.interval)})`,
              )
              .join("; "),
            anchor: one.anchor,
          },
        },
      ];
    }),
  );
}

/** Where it does not matter which model, which runtime, or both. */
function same(
  cases: readonly { readonly example: ExampleStory; readonly one: CaseStory }[],
  pairs: Pairs,
): Finding[] {
  const alike = cases.flatMap(({ example, one }) => {
    const able = one.cells.filter(({ state }) => state !== "unsupported");
    // Of a cell that gave nothing it cannot be said.
    if (able.some(({ state }) => state !== "measured")) return [];
    const ratios = able.flatMap((a, i) => able.slice(i + 1).map((b) => pairs.of(time.metric, a, b)));
    if (ratios.length === 0 || ratios.some((ratio) => ratio?.verdict !== "equivalent")) return [];
    const models = new Set(able.map(({ model }) => model)).size > 1;
    const runtimes = new Set(able.map(({ runtime }) => runtime)).size > 1;
    const what =
      models && runtimes
        ? "Neither model nor runtime matters"
        : `The ${models ? "model" : "runtime"} does not matter`;
    return [{ what, name: named(example.id, one.input), anchor: one.anchor }];
  });
  return Array.from(
    Map.groupBy(alike, ({ what }) => what),
    ([what, some]) => ({
      kind: "same" as const,
      figure: "=",
      text: `${what} to the time of ${listed(some.slice(0, 8).map(({ name }) => name))}${some.length > 8 ? ` and ${counted(some.length - 8, "more case")}` : ""}.`,
      evidence: "every pair of cells equivalent within ±3 %",
      anchor: some[0]?.anchor ?? "matrix",
    }),
  );
}

/** How many times as fast more threads are than one: the fewest that were tried, which are two wherever two were. */
function speedUps(example: ExampleStory, told: Told): Finding[] {
  const seen = speedUpsOf(told.summary.cells.filter(({ cell }) => cell.example === example.id)).filter(
    ({ claim, verdict }) => claim === "verdicts" || differs(verdict),
  );
  const fewest = Math.min(...seen.map(({ threads }) => threads).filter((threads) => threads > 1));
  const first = seen.filter(({ threads }) => threads === fewest);
  const gains = first.filter((one) => differs(one.verdict) && one.times.estimate > 1);
  if (first.length === 0) return [];
  const times = (value: number) => `${value.toFixed(2)}×`;
  const estimates = gains.map((one) => one.times.estimate);
  const [low, high] = [times(Math.min(...estimates)), times(Math.max(...estimates))];
  const places = gains.map((one) => `${times(one.times.estimate)} on ${nameOf(one.runtime, told)}`);
  const others = first.filter((one) => !gains.includes(one)).map(({ runtime }) => nameOf(runtime, told));
  const more = fewest === 2 ? "a second thread makes it" : `${fewest} threads make it`;
  const clauses = [
    ...(places.length === 0 ? [] : [`${more} ${listed(places)} as fast as one`]),
    ...(others.length === 0 ? [] : [`on ${listed(others)} it is not shown to gain from ${fewest} threads`]),
  ];
  return [
    {
      kind: "scaling",
      figure: gains.length === 0 ? "=" : low === high ? low : `${low.slice(0, -1)}–${high}`,
      text: `${label(example.id)}: ${clauses.join("; ")}.`,
      evidence: seen
        .map(
          (one) =>
            `${one.threads} on ${nameOf(one.runtime, told)} ${times(one.times.estimate)} (${times(one.times.low)} to ${times(one.times.high)})`,
        )
        .join("; "),
      anchor: example.anchor,
    },
  ];
}

/** A curve of time that bends more than this, either way, has no cost of one more. */
const straight = { least: 0.8, most: 1.25 };

/** What one more costs, per model and runtime, where each makes as much work as the others. */
function scalings(example: ExampleStory, told: Told): Finding[] {
  const families = Map.groupBy(example.scalings, ({ sweep, metric }) => JSON.stringify([sweep, metric]));
  const isOne = new Set(example.scalings.map(({ sweep }) => sweep)).size === 1;
  return [...families.values()].flatMap((family) => {
    const [first] = family;
    const metric = told.summary.metrics.find(({ id }) => id === first?.metric);
    const each = example.each.get(first?.sweep ?? "");
    if (first === undefined || each === undefined || metric === undefined) return [];
    if (metric.id !== time.metric && metric.id !== memory.metric) return [];
    // A slope whose interval holds 0, or that has none, says nothing. Memory has a base, which bends the curve and not the slope.
    const clear = family.filter(
      ({ perUnit, exponent: { estimate } }) =>
        perUnit.low !== undefined &&
        perUnit.low > 0 &&
        (metric.id !== time.metric || (estimate >= straight.least && estimate <= straight.most)),
    );
    if (clear.length === 0) return [];
    const figures = clear.map(({ perUnit }) => perUnit.estimate);
    const [low, high] = [Math.min(...figures), Math.max(...figures)];
    const ofOne = ({ model, runtime, perUnit }: ScalingSummary) =>
      `${label(model)} on ${nameOf(runtime, told)} ${figure(perUnit.estimate, metric.unit)} (${figure(perUnit.low, metric.unit)} to ${figure(perUnit.high, metric.unit)})`;
    return [
      {
        kind: "scaling" as const,
        figure:
          low === high
            ? figure(low, metric.unit)
            : `${figure(low, metric.unit)} – ${figure(high, metric.unit)}`,
        text: `${isOne ? label(example.id) : named(example.id, first.sweep)}: one more ${label(each)} costs ${low === high ? figure(low, metric.unit) : `${figure(low, metric.unit)} to ${figure(high, metric.unit)}`} of ${metric.title.toLowerCase()}, depending on model and runtime.`,
        evidence: clear.map(ofOne).join("; "),
        anchor: example.anchor,
      },
    ];
  });
}

/** From where on another model pays in time, in each runtime where the curves surely cross and the verdicts say so on both sides. */
function crossovers(example: ExampleStory, told: Told, pairs: Pairs): Finding[] {
  const certain = example.crossovers.filter(
    (one) => one.certainty >= sure && one.metric === time.metric && isTold(example, one, pairs),
  );
  const swept = Map.groupBy(certain, ({ sweep, winsAbove, winsBelow }) =>
    JSON.stringify([sweep, winsAbove, winsBelow]),
  );
  return [...swept.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const { winsAbove, winsBelow, parameter, unit } = first;
    const isKnown = unit === "ms" || unit === "bytes";
    const show = (value: number) => (isKnown ? figure(value, unit) : digits(value));
    // Once, and not with each figure: it may be a few words.
    const inUnits = isKnown || unit === parameter || unit === "" ? "" : ` (${label(unit)})`;
    const places = some.map(({ runtime, at }) => `${show(at.estimate)} on ${nameOf(runtime, told)}`);
    const ends = some.map(({ at }) => at.estimate);
    const [low, high] = [show(Math.min(...ends)), show(Math.max(...ends))];
    return [
      {
        kind: "crossover" as const,
        figure: low === high ? low : `${low} – ${high}`,
        text: `${label(example.id)}: ${label(winsAbove)} begin to pay against ${label(winsBelow)} from ${label(parameter)} = ${listed(places)}${inUnits}.`,
        evidence: some
          .map(
            ({ runtime, at }) => `${nameOf(runtime, told)} 95 % interval ${show(at.low)} to ${show(at.high)}`,
          )
          .join("; "),
        anchor: example.anchor,
      },
    ];
  });
}

/** Whether one model is told to be quicker somewhere before a crossover, and the other somewhere beyond it. */
function isTold(
  { cases }: ExampleStory,
  { sweep, runtime, winsAbove, winsBelow, at }: CrossoverSummary,
  pairs: Pairs,
): boolean {
  const told = cases.flatMap((one) => {
    const [above, below] = [find(one, winsAbove, runtime), find(one, winsBelow, runtime)];
    if (one.sweep?.name !== sweep || above === undefined || below === undefined) return [];
    const ratio = pairs.of(time.metric, above, below);
    if (ratio === undefined || !isDifferent(ratio)) return [];
    return [{ isBeyond: one.sweep.value > at.estimate, isQuicker: ratio.interval.estimate < 1 }];
  });
  return (
    told.some(({ isBeyond, isQuicker }) => isBeyond && isQuicker) &&
    told.some(({ isBeyond, isQuicker }) => !isBeyond && !isQuicker)
  );
}

/** How much the forks cannot tell. */
function open({ groups, claim }: Summary): Finding[] {
  if (claim === "correctness") {
    return [
      {
        kind: "open",
        figure: "?",
        text: "Nothing is said about speed: there are too few forks of each cell.",
        evidence: `outputs were checked all the same; verdicts take ${forksNeeded.verdicts} forks of a cell and more`,
        anchor: "matrix",
      },
    ];
  }
  const all = groups.flatMap(({ metrics }) => metrics.wallMs?.comparisons ?? []);
  const asked = all.filter((comparison) => comparison.asked);
  const comparisons = asked.length > 0 ? asked : all;
  const unsure = comparisons.filter(
    ({ verdict }) => verdict === "inconclusive" || verdict === "unclaimed",
  ).length;
  if (unsure === 0) return [];
  return [
    {
      kind: "open",
      figure: "?",
      text: `In ${grouped(unsure)} of ${counted(comparisons.length, "comparison")} of time the evidence is inconclusive, and no finding is drawn from them.`,
      evidence:
        claim === "indicative"
          ? `few forks: only a factor of 2 and more is claimed; verdicts take ${forksNeeded.verdicts} of a cell and more`
          : "the interval reaches across the ±3 % band",
      anchor: "matrix",
    },
  ];
}
