// Sentences of other web standards that probes hold runtimes to.
import type { Text } from "../probe.ts";

export const longWraps: Text = {
  by: "Web IDL",
  quote: "If x is NaN, +0, +∞, or −∞, then return +0.",
  link: "https://webidl.spec.whatwg.org/#abstract-opdef-converttoint",
  date: "2026-03-27",
};
