export { host } from "./host.ts";
export type { Inside } from "./inside.ts";
export { loadModel, type Model, models } from "./models.ts";
