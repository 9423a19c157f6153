// A message sent right before process.exit.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "processes-last-message",
  group: "processes",
  title: "A message sent right before process.exit",
  question: "Does the parent receive a message that a child sends right before it exits?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "ipc-last-message",
  modules: {
    child() {
      process.send?.("last words");
      process.exit(0);
    },
  },
  program({ mark, address, childProcess }) {
    const child = childProcess.fork(decodeURIComponent(new URL(address("child")).pathname), {
      stdio: "ignore",
    });
    let received = false;
    child.on("message", () => {
      received = true;
    });
    child.on("close", () => setTimeout(() => mark(received ? "received" : "lost"), 20));
  },
  promises: [
    {
      ...node.sendCallback,
      says: "That a message is received before the sender exits is not said.",
      open: ["received", "lost"],
    },
  ],
  claims: [
    {
      at: "denoland/deno#33085",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "deno",
      says: "A message that is sent right before process.exit is lost.",
      holds: (seen) => seen.came("lost") > 0.5,
    },
  ],
  relied: { likelihood: "often", why: "A child sends its result and exits." },
});
