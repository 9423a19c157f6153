// A function of about a microsecond, as a team declares one: what `byturns bench` takes it for is held against other tools.
import { defineExample } from "byturns";
import { batch, expected, short } from "./short.ts";

export default defineExample({
  question: "What does a function of a microsecond cost?",
  inputs: { bench: { steps: 700 } },
  // As the command's own hint asks for calls of a microsecond.
  batch,
  models: {
    value: ({ steps }) => short(steps),
    promise: async ({ steps }) => short(steps),
  },
  check: (_, output) => output === expected,
});
