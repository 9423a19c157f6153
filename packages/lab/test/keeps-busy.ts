// Keeps a core busy until it is killed; started by a test that kills it.
import { keepCoreBusy } from "../src/machine/busy-core.ts";

keepCoreBusy();
console.log("busy");
setInterval(() => {}, 1_000);
