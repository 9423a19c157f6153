export { block } from "./block.ts";
export { compute } from "./compute.ts";
export {
  type ContextOptions,
  clockFromNow,
  type ExampleContext,
  makeContext,
  type PrintedLine,
  type Recorder,
  type Span,
  type SpanState,
} from "./context.ts";
export {
  bareSuffix,
  type Counters,
  type Elsewhere,
  type ExampleSource,
  type Judgment,
  type Needs,
  type OpenExample,
  type Port,
  reasonAgainst,
  type Unsupported,
} from "./port.ts";
