// "My work": predicts again whenever a field changes.
import {
  adviceRows,
  advise,
  boundsText,
  type Figures,
  usualWorkload,
  type Workload,
  workloadFields,
  workloadNames,
} from "@byturns/advice";

type Name = keyof Workload;

/** Sliders are finer near their lower end, where most workloads are. */
const power = 4;

/** Lets a reader describe a workload by fields or sliders; a page without figures for it has no such section. */
export function startAdvice(): void {
  const text = document.getElementById("data")?.textContent;
  const mine = document.getElementById("advice-mine");
  const { advice: figures } = JSON.parse(text ?? "{}") as { readonly advice?: Figures };
  if (figures === undefined || mine === null) return;
  const fields = inputs(mine, "field");
  const sliders = inputs(mine, "slides");
  for (const name of workloadNames) {
    const [field, slider] = [fields.get(name), sliders.get(name)];
    if (field === undefined || slider === undefined) continue;
    slide(slider, name, field.valueAsNumber);
    field.addEventListener("input", () => {
      slide(slider, name, field.valueAsNumber);
      show(fields, figures);
    });
    slider.addEventListener("input", () => {
      field.value = String(atSlider(name, Number(slider.value) / 100));
      slider.setAttribute("aria-valuetext", `${field.value} ${workloadFields[name].unit}`);
      show(fields, figures);
    });
  }
  mine.hidden = false;
  const typical = document.getElementById("advice-typical");
  if (typical !== null) typical.hidden = true;
  show(fields, figures);
}

function inputs(inside: Element, kind: string): Map<Name, HTMLInputElement> {
  const all = inside.querySelectorAll<HTMLInputElement>(`input[data-${kind}]`);
  return new Map([...all].map((input) => [input.dataset[kind] as Name, input]));
}

function slide(slider: HTMLInputElement, name: Name, value: number): void {
  const { min, max, unit } = workloadFields[name];
  if (!Number.isFinite(value)) return;
  slider.value = String(100 * Math.max(0, (value - min) / (max - min)) ** (1 / power));
  slider.setAttribute("aria-valuetext", `${value} ${unit}`);
}

function atSlider(name: Name, share: number): number {
  const { min, max, isInteger } = workloadFields[name];
  const value = min + (max - min) * share ** power;
  return isInteger ? Math.round(value) : Math.min(max, Math.max(min, Number(value.toPrecision(3))));
}

function show(fields: ReadonlyMap<Name, HTMLInputElement>, figures: Figures): void {
  const workload: Record<string, number> = { ...usualWorkload };
  const problems: string[] = [];
  for (const [name, field] of fields) {
    const { title, min, max, isInteger } = workloadFields[name];
    const value = field.value.trim() === "" ? Number.NaN : field.valueAsNumber;
    const isWrong = !(value >= min && value <= max) || (isInteger && !Number.isInteger(value));
    field.setAttribute("aria-invalid", String(isWrong));
    if (isWrong) problems.push(`${title}: ${isInteger ? "" : "a number "}${boundsText(name)}.`);
    workload[name] = value;
  }
  const at = (id: string) => document.getElementById(id);
  at("advice-problem")?.replaceChildren(problems.join(" "));
  // What was predicted for other values is no answer to these.
  at("advice-answer")?.toggleAttribute("hidden", problems.length > 0);
  if (problems.length > 0) return;
  const advice = advise(workload as unknown as Workload, figures);
  at("advice-reasons")?.replaceChildren(
    ...[...advice.reasons, ...advice.changes].map((one) => element("li", one)),
  );
  at("advice-rows")?.replaceChildren(
    ...adviceRows(advice).map((cells) => {
      const row = document.createElement("tr");
      row.append(...cells.map((text, i) => element(i === 0 ? "th" : "td", text)));
      row.firstElementChild?.setAttribute("scope", "row");
      return row;
    }),
  );
  const byModel = Map.groupBy(advice.cells, ({ model }) => model);
  at("advice-notes")?.replaceChildren(
    ...[...byModel].map(([model, [cell]]) =>
      element("li", `${model}: ${cell?.waits ?? ""}. A cancellation ${cell?.cancellation ?? ""}.`),
    ),
  );
  at("advice-command")?.replaceChildren(advice.command);
  at("advice-left-out")?.replaceChildren(...advice.leftOut.map((one) => element("li", one)));
}

function element(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
