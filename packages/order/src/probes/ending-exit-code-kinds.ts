// What process.exitCode takes.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ending-exit-code-kinds",
  group: "ending",
  title: "What process.exitCode takes",
  question: "Are a string of digits and a fraction taken as an exit code, and what is thrown?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "exit-code",
  program({ mark }) {
    for (const [name, value] of [
      ["string", "3"],
      ["fraction", 1.5],
      ["word", "x"],
    ] as const) {
      try {
        process.exitCode = value;
        mark(`${name} taken`);
      } catch (error) {
        mark(`${name} ${(error as { code?: string }).code ?? "throws"}`);
      }
    }
    process.exitCode = 0;
  },
  promises: [
    {
      ...node.exitCodeStrings,
      says: "Digits are taken.",
      always: ["string taken"],
    },
    {
      ...node.exitCodeStrings,
      says: "Another word is not.",
      never: ["word taken"],
    },
    {
      ...node.exitCodeUsed,
      says: "Whether a fraction is taken is not said.",
      open: ["fraction taken"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Exit codes are computed from text." },
});
