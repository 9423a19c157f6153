// The bound that people set on purpose.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-agent-max-sockets",
  group: "io",
  title: "maxSockets of http.Agent",
  question: "Does an agent with maxSockets 2 hold the other requests back?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "http-limits",
  async program({ mark, http }) {
    let open = 0;
    let peak = 0;
    const server = http.createServer((_request, response) => {
      peak = Math.max(peak, ++open);
      setTimeout(() => {
        open--;
        response.end();
      }, 30);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const agent = new http.Agent({ maxSockets: 2 });
    const get = () =>
      new Promise<void>((resolve, reject) => {
        const request = http.get({ host: "127.0.0.1", port, agent }, (response) => {
          response.resume().on("end", resolve);
        });
        request.on("error", reject);
      });
    await Promise.all(Array.from({ length: 6 }, get));
    mark(peak <= 2 ? "held at 2" : "not held");
    process.exit(0);
  },
  promises: [
    {
      ...node.agentMaxSockets,
      says: "maxSockets is the greatest number of sockets that an agent opens per host.",
      never: ["not held"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#30270",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "http.Agent ignores maxSockets.",
      holds: (seen) => seen.came("not held") > 0.5,
    },
  ],
  relied: { likelihood: "sometimes", why: "It is how callers protect a service that they depend on." },
});
