export { readRecordedCounts } from "./counts/recorded-counts.ts";
export { type ChangeOfCell, type ChangesOfRun, renderChangesHtml } from "./html/changes.ts";
export type { OrderCatalogue } from "./html/order.ts";
export type { Extras } from "./html/page.ts";
export { renderHtml } from "./html/page.ts";
export { type PointOfTrend, renderTrendHtml, type SeriesOfTrend, type Trend } from "./html/trend.ts";
export { renderMarkdown } from "./markdown.ts";
export type { Evidence, Finding } from "./model.ts";
export { paintSources, readSources, type SourceFile, type Sources } from "./sources.ts";
export { renderTerminal, type TerminalOptions } from "./terminal.ts";
export {
  type CellOfTrace,
  type ChromeTrace,
  type TraceEvent,
  toChromeTrace,
} from "./timeline/chrome-trace.ts";
export { type DrawOptions, drawTimeline } from "./timeline/terminal.ts";
