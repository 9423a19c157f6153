export type { ExampleContext } from "@byturns/context";
export type { Permissions } from "@byturns/spec";
export { type Config, defineConfig } from "./config.ts";
export {
  defineExample,
  type ExampleDefinition,
  type Model,
  type OpenedModel,
  type OwnExample,
  type OwnPoolOptions,
  type OwnReading,
  type OwnSweep,
  type RunModel,
  type ThreadPool,
  type UnsupportedModel,
} from "./example.ts";
