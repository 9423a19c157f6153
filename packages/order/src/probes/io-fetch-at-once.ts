// How many requests leave the process at once.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "io-fetch-at-once",
  group: "io",
  title: "Three hundred fetches at once",
  question: "Do 300 requests started together all reach the server before the first is answered?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "http-limits",
  async program({ mark, http }) {
    let open = 0;
    const held: import("node:http").ServerResponse[] = [];
    const server = http.createServer((_request, response) => {
      open++;
      held.push(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", 1024, resolve));
    const { port } = server.address() as { port: number };
    for (let i = 0; i < 300; i++)
      fetch(`http://127.0.0.1:${port}/`).then(
        (r) => r.text(),
        () => {},
      );
    let last = 0;
    for (let still = 0; open < 300 && still < 3; still = open > 0 && open === last ? still + 1 : 0) {
      last = open;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    mark(open === 300 ? "all at once" : `at most ${open}`);
    process.exit(0);
  },
  promises: [
    {
      by: "Fetch",
      link: "https://fetch.spec.whatwg.org/#connections",
      says: "The Fetch standard sets no limit to how many connections are open at once.",
      open: ["all at once", "at most 256"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#12214",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "No more than 256 fetches are in flight at once.",
      holds: (seen) => seen.came("at most 256") > 0.5,
    },
  ],
  relied: {
    likelihood: "rarely",
    why: "It takes hundreds of slow requests to meet the limit, and then it looks like a hang.",
  },
});
