// Colors texts on a thread of its own, while the run that they were measured in is being reckoned.
import { parentPort, workerData } from "node:worker_threads";
import { Painter } from "./code.ts";

const painter = await Painter.make();
parentPort?.postMessage((workerData as readonly string[]).map((text) => painter.paint(text).text));
