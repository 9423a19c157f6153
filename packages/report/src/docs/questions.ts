// What teams ask before they choose. The words say why; every figure comes from the reference run.
import type { Evidence } from "./ranges.ts";

export interface Question {
  readonly title: string;
  /** The workload, and what decides about it. */
  readonly situation: string;
  /** The first decides; the others are what else it costs. */
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** What follows from how the models work, whatever the figures are. */
  readonly because: string;
  /** Commands that ask further, each with what it shows. */
  readonly further: readonly (readonly [command: string, shows: string])[];
  /** Examples that one can copy. */
  readonly copy: readonly string[];
}

/** In the order of the page. */
export const questions: readonly Question[] = [
  {
    title: "1,000 calls to a slow API",
    situation: "Each call waits and computes next to nothing; a bound keeps the other side alive.",
    evidence: [
      { example: "bounded-map", metric: "bounded-map/per-task" },
      { example: "downloads", metric: "wallMs" },
      { example: "downloads", metric: "peakRssBytes" },
    ],
    because:
      "A task that waits needs no thread: what differs is what the model itself costs a call. Beside a call that takes" +
      " milliseconds that cost disappears; choose the model for its cancellation and its errors, and bound the calls.",
    further: [["npx byturns bench --suite memory", "what more calls in flight cost in memory"]],
    copy: ["bounded-map", "deadline", "retry"],
  },
  {
    title: "Resize images in a web server",
    situation: "Some requests compute for milliseconds, and all others must not wait for them.",
    evidence: [
      { example: "heartbeat", metric: "heartbeat/delay-p99" },
      { example: "mix", metric: "mix/latency-p99" },
      { example: "payload", metric: "payload/round-trip" },
    ],
    because:
      "Promises and fibers share one thread, so whatever else is due waits until the computing ends. Threads keep the" +
      " event loop free; the price is a message each way, and a copy of the bytes unless they are transferred.",
    further: [
      [
        "npx byturns bench mix --suite service",
        "until which rate and which share of computing latency holds",
      ],
    ],
    copy: ["semaphore-pool", "deadline"],
  },
  {
    title: "A job queue with cancellation",
    situation: "Producers wait when the queue is full; a job can be canceled; a stop loses nothing.",
    evidence: [
      { example: "bounded-queue", metric: "bounded-queue/per-item" },
      { example: "graceful-shutdown", metric: "wallMs" },
      { example: "cleanup", metric: "cleanup/per-task" },
    ],
    because:
      "Promises are canceled only where they listen to a signal; fibers are interrupted wherever they wait, and their" +
      " finalizers run. Only a thread can be stopped while it computes, and then its own cleanup does not run.",
    further: [
      ["npx byturns bench bounded-queue --suite coordination", "the same where the queue holds one item"],
    ],
    copy: ["bounded-queue", "graceful-shutdown", "deadline"],
  },
  {
    title: "Chat with 100k idle sockets",
    situation: "Nearly all tasks wait for something that rarely comes; memory is what runs out.",
    evidence: [
      { example: "sleepers", metric: "peakRssBytes" },
      { example: "sleepers", metric: "sleepers/cpu-per-sleeper" },
      { example: "spawn-join", metric: "spawn-join/per-task" },
    ],
    because:
      "A waiting promise or fiber is an object on the heap; a thread for each socket is out of the question. The peaks" +
      " here are those of a whole process with few sleepers: the memory suite goes up to a million and gives the cost of" +
      " one more. A socket's own buffers come on top, and are not measured.",
    further: [["npx byturns bench --suite memory --profile full", "bytes for each further sleeping task"]],
    copy: ["semaphore-pool", "graceful-shutdown"],
  },
  {
    title: "A nightly batch that computes",
    situation: "All work is there at the start and none of it waits: the time until it is done decides.",
    evidence: [
      { example: "nqueens", metric: "wallMs" },
      { example: "matmul", metric: "wallMs" },
      { example: "nqueens", metric: "cpuMs" },
    ],
    because:
      "Only threads use more than one core. They finish up to as many times sooner as there are cores, never more; on one" +
      " core they only add cost. Processor time shows what is paid for it.",
    further: [
      [
        "npx byturns bench grain --suite cores",
        "how small a task may be before handing it to a thread is a loss",
      ],
    ],
    copy: ["bounded-map"],
  },
  {
    title: "A health check beside heavy work",
    situation: "Something must answer in time although other tasks keep the processor busy.",
    evidence: [
      { example: "heartbeat", metric: "heartbeat/delay-p99" },
      { example: "starvation", metric: "starvation/late" },
      { example: "fairness", metric: "fairness/jain" },
    ],
    because:
      "A promise that reschedules itself never lets a timer run; fibers give way after a number of operations, yet not" +
      " in the middle of a computation. A thread of its own cannot be kept waiting by the loop of another.",
    further: [
      [
        "npx byturns bench --suite scheduling",
        "how late a beat is beside more computations, and beside ones that give way",
      ],
    ],
    copy: ["deadline"],
  },
  {
    title: "An API with a rate limit, and retries",
    situation: "So many calls a second are allowed, some fail, and no caller may wait for ever.",
    evidence: [
      { example: "rate-limit", metric: "rate-limit/per-task" },
      { example: "retry", metric: "retry/per-attempt" },
      { example: "deadline", metric: "deadline/per-task" },
    ],
    because:
      "Where the limit binds, the interval is the time, whatever the model. These are the costs where it does not bind.",
    further: [
      [
        "npx byturns bench rate-limit retry deadline --suite coordination",
        "limits that bind, delays between attempts, deadlines that pass",
      ],
    ],
    copy: ["rate-limit", "retry", "deadline"],
  },
  {
    title: "Many ask for the same thing at once",
    situation: "A cache is cold, and a thousand requests want the same row.",
    evidence: [
      { example: "single-flight", metric: "single-flight/per-caller" },
      { example: "mutex", metric: "mutex/per-update" },
      { example: "semaphore-pool", metric: "semaphore-pool/per-user" },
    ],
    because:
      "One call for all who ask is worth more than any difference between models. On threads, callers on one thread share" +
      " a promise; each other thread has to be woken and given the bytes.",
    further: [
      [
        "npx byturns run single-flight --input test-leaving --model threads",
        "what becomes of a call when some callers leave",
      ],
    ],
    copy: ["single-flight", "mutex"],
  },
  {
    title: "A pipeline of small steps",
    situation: "Items pass from step to step, and each step does little with them.",
    evidence: [
      { example: "sieve", metric: "sieve/per-hand-over" },
      { example: "ping-pong", metric: "ping-pong/round-trip" },
      { example: "thread-ring", metric: "thread-ring/per-hop" },
    ],
    because:
      "A hand-over within a thread is a turn of the microtask queue or of the fiber scheduler; between threads it is a" +
      " message, or a write to shared memory and a thread that is woken. Batch items before they cross.",
    further: [
      [
        "npx byturns bench ping-pong thread-ring --suite scale --profile full",
        "how the cost grows with the number",
      ],
    ],
    copy: ["bounded-queue"],
  },
  {
    title: "Run other programs",
    situation: "A build or an import starts several programs at once and contains the one that fails.",
    evidence: [
      { example: "subprocesses", metric: "wallMs" },
      { example: "subprocesses", metric: "cpuMs" },
      { example: "subprocesses", metric: "peakRssBytes" },
    ],
    because:
      "The programs run in parallel anyway. What a model adds is starting and watching them, and ending those that are" +
      " left when one fails.",
    further: [["npx byturns run subprocesses", "a timeline, and what becomes of the one that fails"]],
    copy: ["all-or-nothing", "settle-all", "deadline"],
  },
];
