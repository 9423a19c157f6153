export { block } from "./block.ts";
export { compute } from "./compute.ts";
export { type Act, type Elsewhere, type Needs, type Port, reasonAgainst, type Unsupported } from "./port.ts";
export {
  clockFromNow,
  makeStage,
  type PrintedLine,
  type Recorder,
  type Span,
  type SpanState,
  type Stage,
  type StageOptions,
} from "./stage.ts";
