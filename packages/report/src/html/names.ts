// How the page names models and runtimes, and how it tells them apart: by word and shape first, then by colour.
import { label } from "../plain.ts";
import type { Story } from "../story.ts";
import { type Html, html } from "./html.ts";

/** Shapes by the place of a model in the run; a fifth model begins again. */
const shapes = ["●", "◆", "■", "▲"];

/** Which of the page's colours and shapes a model has. */
export function modelIndex(story: Story, model: string): number {
  return Math.max(0, story.models.indexOf(model)) % shapes.length;
}

export function modelName(story: Story, model: string): Html {
  const index = modelIndex(story, model);
  return html`<span class="model model-${index}"><span class="shape" aria-hidden="true">${shapes[index]}</span>${label(model, 40)}</span>`;
}

export function runtimeName(story: Story, runtime: string): string {
  return story.runtimes.find(({ id }) => id === runtime)?.name ?? label(runtime, 40);
}
