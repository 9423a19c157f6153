// How the page names models and runtimes, and how it tells them apart: by word and shape first, then by color.
import { label } from "@byturns/text/plain";
import type { Story } from "../model.ts";
import { type Html, html } from "./html.ts";

/** The style sheet has so many colors and shapes; a fifth model begins again. */
const looks = 4;

/** Which of the page's colors and shapes a model has. */
export function modelIndex(story: Story, model: string): number {
  return Math.max(0, story.models.indexOf(model)) % looks;
}

export function modelName(story: Story, model: string): Html {
  const index = modelIndex(story, model);
  return html`<b class="model-${index}">${label(model, 40)}</b>`;
}

export function runtimeName(story: Story, runtime: string): string {
  return story.runtimes.find(({ id }) => id === runtime)?.name ?? label(runtime, 40);
}
