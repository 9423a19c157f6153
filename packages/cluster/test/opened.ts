// A process that opens an example, says so, and then lets its machine block for a while.
import { makeContext } from "@byturns/context";
import { port } from "../src/index.ts";

const pauseMs = Number(process.argv[2]);
const openExample = await port.open("fib", makeContext({ threads: 2 }));
const run = openExample.run({ n: 1, pauseMs, pause: "blocks", calls: "sequential" });
console.log("opened");
await run;
setInterval(() => {}, 1_000);
