// Write this: attach a handler where the promise is made.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-handle-at-once",
  group: "portable",
  title: "Write this: attach a handler where the promise is made",
  question: "Is a promise that is awaited later never unhandled, and does the later await get the error?",
  kinds: ["module", "loaded"],
  models: ["promises"],
  async program({ mark }) {
    process.on("unhandledRejection", () => mark("unhandled"));
    const result = Promise.reject(new Error("expected"));
    result.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 20));
    await result.then(
      () => mark("no error"),
      () => mark("caught later"),
    );
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
