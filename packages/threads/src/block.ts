export { block } from "@byturns/stage";
