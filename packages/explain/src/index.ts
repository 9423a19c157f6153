// Why a cell takes so long: profiles of its calls read, attributed, compared and drawn.
export { type Group, type GroupRule, groupOf, groupTitles, ownRules } from "./attribute.ts";
export {
  type CountSummary,
  type CountsUnder,
  countsAcross,
  countsLine,
  type OutsideCounts,
  outsideLine,
  summarizeCounts,
} from "./counts.ts";
export { type CpuProfile, type Frame, parseCpuProfile, type Sample } from "./cpu-profile.ts";
export {
  changedFunctions,
  compareTrees,
  type DifferenceNode,
  type FunctionChange,
  type Stretch,
} from "./difference.ts";
export { ProfileUnreadable } from "./errors.ts";
export type { Explained, ExplainedCell } from "./explained.ts";
export { type FlameNode, foldStacks } from "./flame-tree.ts";
export { type CellSamples, type ProfileFile, samplesOfCell } from "./from-profiles.ts";
export { renderExplained } from "./page.ts";
export { type ChangeParts, changeParts, takesUs } from "./parts.ts";
export { drawExplained } from "./table.ts";
export { microseconds, percent } from "./units.ts";
export { type FunctionWeight, type WeighOptions, type Weights, weigh } from "./weigh.ts";
export { markers, samplesWithin, type Window, windowOf } from "./window.ts";
