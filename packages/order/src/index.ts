export { type Change, changesSince } from "./baseline.ts";
export {
  type AcrossVerdict,
  Catalogue,
  type Filed,
  type PromiseVerdict,
  type Result,
  type Row,
  readCatalogue,
  writeCatalogue,
} from "./catalogue.ts";
export { renderOrderDocument } from "./document.ts";
export { claimedProbes } from "./history.ts";
export { judge } from "./judge.ts";
export type { Run, Target } from "./launch.ts";
export { listProbes } from "./list.ts";
export { mergeCatalogues } from "./merge.ts";
export { type Observed, type ObserveEvent, type ObserveOptions, observe } from "./observe.ts";
export { type PortFinding, portCheck } from "./port-check.ts";
export { defineProbe, type Kind, type Probe, type Promised } from "./probe.ts";
export { type Recorder, showProgram } from "./program.ts";
export { renderPortCheck } from "./render-port.ts";
export { renderProbe } from "./render-probe.ts";
export { renderStability } from "./render-stability.ts";
export { renderOrderTable } from "./render-table.ts";
export { stabilityOf, together } from "./stability.ts";
export { newestOf } from "./versions.ts";
export type { Paint } from "./words.ts";
