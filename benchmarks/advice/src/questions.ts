// Three of the ten questions of docs/choosing.md, as workloads that `mix` can measure.
import { usualWorkload, type Workload } from "@byturns/advice";

const plain: Workload = { ...usualWorkload, payloadBytes: 0, inFlight: 0 };

/** By the titles of docs/choosing.md. */
export const questions: readonly { readonly title: string; readonly workload: Workload }[] = [
  {
    title: "1,000 calls to a slow API",
    // A thousand calls in two seconds, each of which waits and computes next to nothing.
    workload: { ...plain, waitMs: 100, computeMs: 0.1, ratePerSecond: 500, deadlineMs: 200 },
  },
  {
    title: "Resize images in a web server",
    workload: { ...plain, waitMs: 5, computeMs: 8, ratePerSecond: 80, deadlineMs: 100 },
  },
  {
    title: "A health check beside heavy work",
    // What must answer in time is itself short; the half of a thread that others take is in each request here.
    workload: { ...plain, waitMs: 1, computeMs: 5, ratePerSecond: 120, deadlineMs: 50 },
  },
];
