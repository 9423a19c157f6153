// Three unhandled rejections in one turn.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-three-rejections-emitted",
  group: "failures",
  title: "Three unhandled rejections in one turn",
  question: "Is unhandledRejection emitted for each of them?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "unhandled-rejection",
  program({ mark }) {
    process.on("unhandledRejection", (reason) => mark(`unhandled ${reason}`));
    setTimeout(() => {
      for (const n of [1, 2, 3]) Promise.reject(n);
    }, 1);
  },
  promises: [
    {
      ...node.unhandledWithinTurn,
      says: "The event is emitted for each of them.",
      always: ["unhandled 1", "unhandled 2", "unhandled 3"],
    },
    {
      ...node.unhandledWithinTurn,
      says: "In which order they come is not said.",
      open: ["unhandled 1", "unhandled 2", "unhandled 3"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Crash reports are sent one by one." },
});
