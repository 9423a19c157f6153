// Write this: bound requests where they are made.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-bounded-requests",
  group: "portable",
  title: "Write this: bound requests where they are made",
  question: "Are there never more requests at once than the loop allows?",
  kinds: ["loaded"],
  models: ["promises"],
  async program({ mark, http }) {
    let open = 0;
    let peak = 0;
    const server = http.createServer((_request, response) => {
      peak = Math.max(peak, ++open);
      setTimeout(() => {
        open--;
        response.end();
      }, 20);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    let left = 6;
    const work = async () => {
      while (left-- > 0) await (await fetch(`http://127.0.0.1:${port}/`)).text();
    };
    await Promise.all([work(), work()]);
    mark(peak <= 2 ? "held at 2" : "not held");
    process.exit(0);
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
