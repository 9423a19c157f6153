// Whether an interval counts from where its callback began, or from where it ended.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-interval-drift",
  group: "timers",
  title: "What an interval counts from",
  question: "Does a 20 ms interval whose callback computes for 12 ms beat every 20 ms, or every 32?",
  kinds: ["module"],
  models: ["promises", "fibers", "threads"],
  cause: "interval-drift",
  program({ mark, spin }) {
    const pauses: number[] = [];
    let endedAt = 0;
    const beat = setInterval(() => {
      if (endedAt > 0) pauses.push(performance.now() - endedAt);
      spin(12);
      endedAt = performance.now();
      if (pauses.length < 7) return;
      clearInterval(beat);
      pauses.sort((a, b) => a - b);
      mark((pauses[1] ?? 0) < 15 ? "counts from the start" : "counts from the end");
    }, 20);
  },
  promises: [
    {
      ...html.intervalRepeats,
      says: "The next wait of an interval is started by its callback's task, after the callback; nothing is said of catching up.",
      open: ["counts from the start", "counts from the end"],
    },
    {
      ...node.noTimerOrder,
      says: "No guarantee about the exact time of timers' callbacks.",
      open: ["counts from the start", "counts from the end"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Polling and heartbeats slow down by their own work, or do not." },
});
