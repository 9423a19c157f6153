// What more threads gain.

import { differs, speedUpsOf } from "@byturns/statistics";
import { listed } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { ExampleStory, Finding, Material } from "../model.ts";
import { nameOf } from "./naming.ts";

/** How many times as fast more threads are than one: the fewest that were tried, which are two wherever two were. */
export function speedUps(example: ExampleStory, material: Material): Finding[] {
  const seen = speedUpsOf(material.summary.cells.filter(({ cell }) => cell.example === example.id)).filter(
    ({ claim, verdict }) => claim === "verdicts" || differs(verdict),
  );
  const fewest = Math.min(...seen.map(({ threads }) => threads).filter((threads) => threads > 1));
  const first = seen.filter(({ threads }) => threads === fewest);
  const gains = first.filter((one) => differs(one.verdict) && one.times.estimate > 1);
  if (first.length === 0) return [];
  const times = (value: number) => `${value.toFixed(2)}×`;
  const estimates = gains.map((one) => one.times.estimate);
  const [low, high] = [times(Math.min(...estimates)), times(Math.max(...estimates))];
  const places = gains.map((one) => `${times(one.times.estimate)} on ${nameOf(one.runtime, material)}`);
  const others = first.filter((one) => !gains.includes(one)).map(({ runtime }) => nameOf(runtime, material));
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
            `${one.threads} on ${nameOf(one.runtime, material)} ${times(one.times.estimate)} (${times(one.times.low)} to ${times(one.times.high)})`,
        )
        .join("; "),
      anchor: example.anchor,
    },
  ];
}
