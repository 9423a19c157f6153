// The cost model: from a run's figures to a prediction for a workload. Pure: it reads no file and runs in a browser.
export { type Advice, type AdvisedCell, advise } from "./advise.ts";
export { mixSettings, requestsFor } from "./command.ts";
export type { CellFigures, Estimate, Figures, OrderHazard } from "./figures.ts";
export { type CatalogueRows, hazardsFor, hazardsOf } from "./hazards.ts";
export { latenciesOf, type Service, usualArrivals } from "./loop.ts";
export { type Known, type Prediction, predict } from "./predict.ts";
export { adviceColumns, adviceRows } from "./rows.ts";
export {
  boundsText,
  checkWorkload,
  typicalWorkloads,
  usualWorkload,
  type Workload,
  workloadFields,
  workloadNames,
} from "./workload.ts";
