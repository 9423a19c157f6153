// The same work done in two ways: inputs of one example that differ in one word, such as one by one or at once.
import { compareCells } from "@byturns/statistics";
import { falseAlarmLevel } from "@byturns/statistics/verdict";
import { factor, interval, listed } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { CaseStory, CellStory, ExampleStory, Finding, Material } from "../model.ts";
import { across, everywhere, find, named } from "./naming.ts";

/** What choosing one word of the input over another costs, for each model. */
export function betweenInputs(example: ExampleStory, material: Material): Finding[] {
  const cases = example.cases.filter(({ sweep }) => sweep === undefined);
  return cases.flatMap((a, i) => cases.slice(i + 1).flatMap((b) => compare(example, a, b, material)));
}

interface ModelSeen {
  readonly model: string;
  /** `more`: the first input takes longer in every runtime; `same`: equivalent in every one. */
  readonly stand: "more" | "less" | "same" | "unsure";
  readonly ratios: readonly { readonly runtime: string; readonly estimate: number; readonly text: string }[];
}

function compare(example: ExampleStory, a: CaseStory, b: CaseStory, material: Material): Finding[] {
  const word = differingWord(a.value, b.value);
  if (word === undefined) return [];
  const seen = material.models
    .map((model) => ofModel(model, a, b, material))
    .filter(({ ratios }) => ratios.length > 0);
  const first = seen.find(({ stand }) => stand === "more" || stand === "less");
  if (first === undefined) return [];
  // Told as what takes longer; where models disagree in that, the first one's way round.
  if (first.stand === "less") return compare(example, b, a, material);
  const [open, claimed] = [seen.filter(isOpen), seen.filter((one) => !isOpen(one))];
  const clauses = claimed.map(({ model, stand, ratios }) => {
    const span = across(ratios.map(({ estimate }) => estimate));
    return stand === "same"
      ? `no longer with ${label(model)}`
      : `${span} as long with ${label(model)}${everywhere(ratios, material.runtimes)}`;
  });
  const rest =
    open.length === 0 ? "" : `; with ${listed(open.map(({ model }) => label(model)))} it is not decided`;
  return [
    {
      kind: "inputs",
      figure: across(first.ratios.map(({ estimate }) => estimate)),
      text: `${named(example.id, a.input)}: ${label(word.name, 40)} “${label(word.a, 40)}” rather than “${label(word.b, 40)}” takes ${listed(clauses)}${rest}.`,
      evidence: `99 % intervals; ${seen
        .map(
          ({ model, ratios }) =>
            `${label(model)}: ${ratios.map(({ runtime, text }) => `${runtime} ${text}`).join(", ")}`,
        )
        .join("; ")}`,
      anchor: a.anchor,
    },
  ];
}

const isOpen = ({ stand }: ModelSeen) => stand === "unsure";

function ofModel(model: string, a: CaseStory, b: CaseStory, { runtimes }: Material): ModelSeen {
  const compared = runtimes.flatMap(({ id, name }) => {
    const [x, y] = [valuesOf(find(a, model, id)), valuesOf(find(b, model, id))];
    if (x.length === 0 || y.length === 0) return [];
    // At the level of the verdict: an interval of 95 % may leave out 1 where the verdict cannot.
    const { ratio, verdict } = compareCells(x, y, { intervalLevel: falseAlarmLevel });
    return [{ runtime: name, ratio, verdict }];
  });
  const all = (is: (one: (typeof compared)[number]) => boolean) => compared.length > 0 && compared.every(is);
  const differ = (verdict: string) => verdict === "different" || verdict === "indicative";
  const stand = all(({ verdict, ratio }) => differ(verdict) && ratio.low > 1)
    ? "more"
    : all(({ verdict, ratio }) => differ(verdict) && ratio.high < 1)
      ? "less"
      : all(({ verdict }) => verdict === "equivalent")
        ? "same"
        : "unsure";
  return {
    model,
    stand,
    ratios: compared.map(({ runtime, ratio, verdict }) => ({
      runtime,
      estimate: ratio.estimate,
      text: `${factor(ratio.estimate)} (${interval(ratio)}) ${verdict}`,
    })),
  };
}

/** A cell with a figure that has no ratio, 0 or below, is not compared. */
function valuesOf(cell: CellStory | undefined): readonly number[] {
  const values = cell?.summary?.figures.wallMs?.values.map(({ value }) => value) ?? [];
  return values.every((value) => value > 0 && Number.isFinite(value)) ? values : [];
}

/** The one field in which two inputs differ, if it is one, and holds a word in both. */
function differingWord(a: unknown, b: unknown) {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return undefined;
  const [left, right] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  const differing = names.filter((name) => JSON.stringify(left[name]) !== JSON.stringify(right[name]));
  const [name] = differing;
  if (name === undefined || differing.length > 1) return undefined;
  const [x, y] = [left[name], right[name]];
  return typeof x === "string" && typeof y === "string" ? { name, a: x, b: y } : undefined;
}
