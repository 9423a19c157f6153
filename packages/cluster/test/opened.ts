// A process that opens an example, says so, and then lets its machine block for a while.
import { makeStage } from "@byturns/stage";
import { port } from "../src/index.ts";

const pauseMs = Number(process.argv[2]);
const act = await port.open("fib", makeStage({ threads: 2 }));
const run = act.run({ n: 1, pauseMs, pause: "blocks", calls: "sequential" });
console.log("opened");
await run;
setInterval(() => {}, 1_000);
