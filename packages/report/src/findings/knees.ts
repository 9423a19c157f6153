// Until where a limit holds.

import type { KneeSummary } from "@byturns/statistics";
import { digits, duration, figure, listed } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { CaseStory, ExampleStory, Finding, Material } from "../model.ts";
import { nameOf, sure } from "./naming.ts";
import { span } from "./span.ts";

/** Until where along a sweep a limit holds, per model. */
export function kneesOf(example: ExampleStory, material: Material): Finding[] {
  const { id, knees, anchor } = example;
  return [...Map.groupBy(knees, ({ sweep, metric }) => JSON.stringify([sweep, metric])).values()].flatMap(
    (family) => {
      const [first] = family;
      const metric = material.summary.metrics.find((one) => one.id === first?.metric);
      if (first === undefined || metric === undefined) return [];
      // Of a sweep with holes, or with too few forks for any claim, there is nothing to say.
      if (family.every(({ certainty }) => certainty === 0)) return [];
      const swept = example.cases.filter(({ sweep }) => sweep?.name === first.sweep);
      const show = (value: number) => `${digits(value)} ${label(first.unit, 20)}`.trim();
      const clauses = material.models.flatMap((model) => {
        const own = family.filter((one) => one.model === model);
        const asked = runtimesOf(swept, model);
        return own.length === 0 && asked === 0 ? [] : [clauseOf(model, own, asked, show)];
      });
      const known = family.filter((one) => one.certainty >= sure && one.held === "until");
      const ends = known.map(({ at }) => at.estimate);
      return [
        {
          kind: "knee" as const,
          figure:
            ends.length === 0
              ? "?"
              : [...new Set([show(Math.min(...ends)), show(Math.max(...ends))])].join(" – "),
          text: `${label(id)}: along “${label(first.parameter, 100)}”${circumstances(swept)}, ${lower(label(metric.title, 60))} stays within ${figure(first.limit, metric.unit)} ${listed(clauses)}.`,
          evidence: [
            ...family.map(
              (one) => `${label(one.model)} on ${nameOf(one.runtime, material)} ${endOf(one, show)}`,
            ),
            ...senderOf(swept, id),
          ].join("; "),
          anchor,
        },
      ];
    },
  );
}

/** In how many runtimes a model could be measured at all. */
function runtimesOf(cases: readonly CaseStory[], model: string): number {
  const cells = cases.flatMap((one) => one.cells);
  const able = cells.filter((one) => one.model === model && one.state !== "unsupported");
  return new Set(able.map(({ runtime }) => runtime)).size;
}

/** Where one curve passes its limit, as evidence says it. */
function endOf({ held, at, certainty }: KneeSummary, show: (value: number) => string): string {
  if (certainty === 0) return "not measured by enough forks at each value";
  const where = held === "until" ? `${show(at.estimate)} (${show(at.low)} to ${show(at.high)})` : held;
  return `${where}, ${Math.floor(certainty * 100)} % of resamples`;
}

/** For how long requests came, where a case says that: a queue that grows passes a limit sooner or later. */
function circumstances(cases: readonly CaseStory[]): string {
  const lengthsMs = cases.flatMap(({ value }) => {
    const { requests, requestsPerSecond } = (value ?? {}) as Readonly<Record<string, unknown>>;
    return typeof requests === "number" && typeof requestsPerSecond === "number" && requestsPerSecond > 0
      ? [(requests * 1_000) / requestsPerSecond]
      : [];
  });
  return lengthsMs.length === 0 ? "" : `, for bursts of ${span(lengthsMs, "ms")}, one pattern of arrivals`;
}

/** How late those were who sent the requests: their lateness is part of what was measured. */
function senderOf(cases: readonly CaseStory[], example: string): readonly string[] {
  const late = cases
    .flatMap(({ cells }) => cells)
    .flatMap(({ summary }) => summary?.figures[`${example}/sender-late-p99`]?.median ?? []);
  return late.length === 0
    ? []
    : [
        `the sender was late by at most ${duration(Math.max(...late))} (99th percentile, median of the forks)`,
      ];
}

function clauseOf(
  name: string,
  own: readonly KneeSummary[],
  asked: number,
  show: (value: number) => string,
): string {
  const model = label(name);
  const known = own.filter(({ certainty }) => certainty >= sure);
  if (known.length < asked || known.length === 0) return `not shown clearly with ${model}`;
  if (known.every(({ held }) => held === "throughout")) {
    return `throughout (to ${show(Math.min(...known.map(({ at }) => at.estimate)))}) with ${model}`;
  }
  if (known.every(({ held }) => held === "nowhere")) return `nowhere with ${model}`;
  const ends = known.flatMap(({ held, at }) => (held === "until" ? [at.estimate] : []));
  const others = ["throughout", "nowhere"].filter((held) => known.some((one) => one.held === held));
  if (ends.length === 0) return `${others.join(" or ")}, by runtime, with ${model}`;
  const [low, high] = [show(Math.min(...ends)), show(Math.max(...ends))];
  const or = others.length === 0 ? "" : ` (or ${others.join(" or ")}, by runtime)`;
  return `until ${low === high ? low : `${low} to ${high}`}${or} with ${model}`;
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
