export { type Config, defineConfig } from "./config.ts";
export {
  defineExample,
  type ExampleDefinition,
  type Model,
  type OpenedModel,
  type OwnExample,
  type OwnPermissions,
  type OwnSweep,
  type RunModel,
  type ThreadPool,
  type UnsupportedModel,
} from "./example.ts";
