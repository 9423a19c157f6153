// Sentences of the Streams standard that probes hold runtimes to.
import type { Text } from "../probe.ts";

export const startAtOnce: Text = {
  by: "Streams",
  quote: "A function that is called immediately during creation of the ReadableStream.",
  link: "https://streams.spec.whatwg.org/#dom-underlyingsource-start",
  date: "2026-08-18",
};

export const pullForReads: Text = {
  by: "Streams",
  quote:
    "If ! IsReadableStreamLocked(stream) is true and ! ReadableStreamGetNumReadRequests(stream) > 0, return true.",
  link: "https://streams.spec.whatwg.org/#readable-stream-default-controller-should-call-pull",
  date: "2026-08-18",
};

export const closedBeforeReads: Text = {
  by: "Streams",
  quote: "Resolve reader.[[closedPromise]] with undefined. … Perform readRequest's close steps.",
  link: "https://streams.spec.whatwg.org/#readable-stream-close",
  date: "2026-08-18",
};

export const pipeHeedsBackpressure: Text = {
  by: "Streams",
  quote:
    "While WritableStreamDefaultWriterGetDesiredSize(writer) is ≤ 0 or is null, the user agent must not read from reader.",
  link: "https://streams.spec.whatwg.org/#readable-stream-pipe-to",
  date: "2026-08-18",
};

export const transformSetUpHighWaterMark: Text = {
  by: "Streams",
  quote: "Let writableHighWaterMark be 1. … Let readableHighWaterMark be 0.",
  link: "https://streams.spec.whatwg.org/#transformstream-set-up",
  date: "2026-08-18",
};

export const pipeNotDelayed: Text = {
  by: "Streams",
  quote: "Reads or writes should not be delayed for reasons other than these backpressure signals.",
  link: "https://streams.spec.whatwg.org/#readable-stream-pipe-to",
  date: "2026-08-18",
};

export const transformsInOrder: Text = {
  by: "Streams",
  quote:
    "The stream implementation guarantees that this function will be called only after previous transforms have succeeded, and never before start() has completed or after flush() has been called.",
  link: "https://streams.spec.whatwg.org/#dom-transformer-transform",
  date: "2026-08-18",
};
