export type { Launch, Runtime } from "./runtime.ts";
