// Leaving a scope with an asynchronous resource costs an await.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "ticks-await-using",
  group: "ticks",
  title: "Disposal by await using",
  question: "Are resources disposed last first, each awaited, before the code behind the scope goes on?",
  kinds: ["module"],
  models: ["promises"],
  async program({ mark }) {
    const resource = (name: string) => ({
      async [Symbol.asyncDispose]() {
        mark(`${name} begins`);
        await null;
        mark(`${name} ends`);
      },
    });
    {
      await using _first = resource("first");
      await using _second = resource("second");
      mark("scope");
    }
    mark("after");
  },
  promises: [
    {
      ...ecmascript.disposeInReverse,
      says: "Resources are disposed in the reverse order of their declaration, and each disposal is awaited.",
      order: ["scope", "second begins", "second ends", "first begins", "first ends", "after"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "Code that releases locks and connections by scope relies on this order.",
  },
});
