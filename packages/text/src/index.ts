export {
  bytes,
  changeText,
  counted,
  digits,
  duration,
  type Ends,
  factor,
  figure,
  grouped,
  interval,
  listed,
  noFigure,
  percent,
} from "./figures.ts";
export { cut, label, longestLabel, longestOutput, output, slug, terminalText } from "./plain.ts";
export { PlainError } from "./plain-error.ts";
export { length, type TableOptions, table, toWidth, wrap } from "./table.ts";
