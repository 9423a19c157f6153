// Ends the machine that it belongs to when the machine's parent is gone, whatever the machine's own thread does meanwhile: one that
// computes or blocks for minutes does not notice that its channel has closed.
//
// A process whose parent has ended gets another one. (On Windows the number stays the same; there only the closed
// channel shows it.)
import { workerData } from "node:worker_threads";

const { parent } = workerData as { readonly parent: number };

const endWithParent = () => {
  // Not `process.exit`, which would end only this thread.
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
};
endWithParent();
setInterval(endWithParent, 250);
