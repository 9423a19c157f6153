export { host } from "./host.ts";
export type { Inside } from "./inside.ts";
export { loadModel, type Model, type Models, type ModelsOf, models, usualModels } from "./models.ts";
