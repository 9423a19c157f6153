// Tries one way to connect to a fleet's database and does nothing else: it must end by itself, whatever the result.
// Prints the error's name; started by a test.
import { connect, prepareFleet } from "../src/connect.ts";
import { drillCatalog, drillSources } from "../src/drill/catalog.ts";
import { openEngine } from "../src/engine.ts";
import { runOnFleet } from "../src/fleet-run.ts";
import { joinFleet } from "../src/runner.ts";

const [, , way = "", url = "", folder = ""] = process.argv;
const never = new AbortController().signal;
const sources = async () => drillSources;
const ways: Readonly<Record<string, () => Promise<unknown>>> = {
  connect: () => connect(url),
  prepare: () => prepareFleet(url),
  engine: () => openEngine(url, { machines: ["m1"] }),
  runner: () => joinFleet(drillCatalog, { url, name: "m1", spool: folder, sources }, never),
  run: () =>
    runOnFleet(drillCatalog, { url, folder, seed: 1, sources }, () => {
      throw new Error("There is nothing to plan for");
    }),
};
try {
  await ways[way]?.();
  console.log("connected");
} catch (error) {
  console.log((error as Error).name);
}
