// A process that opens an example, prints that it did, and then keeps one of its machines busy for a minute, or none.
import { makeContext } from "@byturns/context";
import { port } from "../src/index.ts";

const busy = process.argv[2];
const openExample = await port.open(busy === "computes" ? "grain" : "fib", makeContext({ threads: 2 }));
const run =
  busy === "computes"
    ? openExample.run({ tasks: 1, units: 60_000_000 })
    : openExample.run({
        n: 1,
        pauseMs: busy === "blocks" ? 60_000 : 0,
        pause: "blocks",
        calls: "sequential",
      });
console.log("opened");
await run;
setInterval(() => {}, 1_000);
