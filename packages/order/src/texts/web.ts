// Sentences of other web standards that probes hold runtimes to.
import type { Text } from "../probe.ts";

export const longWraps: Text = {
  by: "Web IDL",
  quote: "If x is NaN, +0, +∞, or −∞, then return +0.",
  link: "https://webidl.spec.whatwg.org/#abstract-opdef-converttoint",
  date: "2026-03-27",
};

export const compressionSetUp: Text = {
  by: "Compression",
  quote:
    "Set this's transform to a new TransformStream. … Set up this's transform with transformAlgorithm set to transformAlgorithm and flushAlgorithm set to flushAlgorithm.",
  link: "https://compression.spec.whatwg.org/#compression-stream",
  date: "2025-04-22",
};

export const decompressionSetUp: Text = {
  ...compressionSetUp,
  link: "https://compression.spec.whatwg.org/#decompression-stream",
};

export const decoderSetUp: Text = {
  by: "Encoding",
  quote:
    "Set up transformStream with transformAlgorithm set to transformAlgorithm and flushAlgorithm set to flushAlgorithm.",
  link: "https://encoding.spec.whatwg.org/#dom-textdecoderstream",
  date: "2026-05-21",
};
