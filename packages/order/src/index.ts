export { type Change, changesSince } from "./baseline.ts";
export {
  type AcrossVerdict,
  Catalogue,
  catalogueSchema,
  type Filed,
  type PromiseVerdict,
  type Result,
  type Row,
  readCatalogue,
  writeCatalogue,
} from "./catalogue.ts";
export { type Cause, causeOf, causes } from "./causes.ts";
export { showsDifference } from "./difference.ts";
export { claimedProbes } from "./history.ts";
export { judge } from "./judge.ts";
export type { Run, Target } from "./launch.ts";
export { listProbes } from "./list.ts";
export { mergeCatalogues, rejudge } from "./merge.ts";
export { type Observed, type ObserveEvent, type ObserveOptions, observe } from "./observe.ts";
export { type Fault, loadOwn, type OwnProbe, ownFiles } from "./own/load.ts";
export { ownFaults } from "./own/own-faults.ts";
export { type PortFinding, portCheck } from "./port-check.ts";
export { defineProbe, type Kind, type Probe, type Promised } from "./probe.ts";
export { type Recorder, showProgram } from "./program.ts";
export { renderOrderDocument } from "./render/document.ts";
export { renderIssue } from "./render/render-issue.ts";
export { renderProbeList } from "./render/render-list.ts";
export { renderMovingGuide } from "./render/render-moving.ts";
export { renderPortCheck } from "./render/render-port.ts";
export { renderProbe } from "./render/render-probe.ts";
export { renderStability } from "./render/render-stability.ts";
export { renderOrderTable } from "./render/render-table.ts";
export type { Paint } from "./render/words.ts";
export { checkSources, type SourceReport } from "./sources/check-sources.ts";
export { renderSources } from "./sources/render-sources.ts";
export { stabilityOf, together } from "./stability.ts";
export { newestOf } from "./versions.ts";
export { renderWitness } from "./witness/render-witness.ts";
export { runWitnessTests } from "./witness/witness-tests.ts";
