export type { Permissions } from "@byturns/spec";
export { type Config, defineConfig } from "./config.ts";
export {
  defineExample,
  type ExampleDefinition,
  type Model,
  type OpenedModel,
  type OwnExample,
  type OwnSweep,
  type RunModel,
  type ThreadPool,
  type UnsupportedModel,
} from "./example.ts";
