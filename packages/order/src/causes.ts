// Why runtimes differ: what a port check reports once for all the probes that show it, and what to write instead.

/** One reason for which programs behave differently. */
export interface Cause {
  readonly id: string;
  /** What differs, in a few words. */
  readonly title: string;
  /** What it does to a program. */
  readonly effect: string;
  /** A line that behaves alike under all runtimes, and the probe whose program has it; left out where there is none. */
  readonly instead?: { readonly code: string; readonly probe: string };
  /** What to do where no line of code behaves alike. */
  readonly advice?: string;
  /** What a program uses when it meets this: paths as `sourceUses` finds them. */
  readonly uses: readonly string[];
  /** Probes that show only some of the uses, and which; where they alone differ, the other uses are not met. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
}

/** All causes, in no order: a port check ranks them by what differs. */
export const causes: readonly Cause[] = [
  {
    id: "tick-or-microtask",
    title: "process.nextTick against promise reactions",
    effect: "What is deferred by nextTick comes before the microtasks that are waiting, or after them.",
    instead: { code: 'queueMicrotask(() => mark("deferred"));', probe: "portable-defer" },
    uses: ["process.nextTick"],
  },
  {
    id: "first-use-of-process",
    title: "The first use of the global process, inside a callback",
    effect: "Microtasks run in the middle of the callback that uses process first.",
    advice: 'Load process with the module: import process from "node:process".',
    uses: [],
  },
  {
    id: "immediate-or-timer",
    title: "setImmediate against a timer that is due",
    effect: "A timer that is due comes before the immediates of the same callback, or after them.",
    instead: { code: 'setTimeout(() => mark("timer"), 0);', probe: "portable-chain" },
    uses: ["setImmediate", "node:timers/promises.setImmediate", "node:timers/promises.scheduler.yield"],
  },
  {
    id: "immediate-or-io",
    title: "setImmediate against I/O that has completed",
    effect: "A callback of completed I/O comes before an immediate that was queued first, or after it.",
    instead: {
      code: "await new Promise((resolve) => setImmediate(resolve));",
      probe: "portable-yield",
    },
    uses: ["setImmediate", "node:timers/promises.setImmediate", "node:timers/promises.scheduler.yield"],
  },
  {
    id: "message-in-microtasks",
    title: "A channel's message against microtasks",
    effect: "A message arrives among the microtasks that are waiting, and not after them.",
    instead: { code: 'setTimeout(() => mark("task"), 0);', probe: "portable-task" },
    uses: ["new MessageChannel", "new node:worker_threads.MessageChannel"],
  },
  {
    id: "message-batches",
    title: "A flood of messages against timers",
    effect: "Timers and immediates wait until the queue of a port is empty, or run in between.",
    instead: { code: 'setTimeout(() => mark("task"), 0);', probe: "portable-task" },
    uses: ["new MessageChannel", "new node:worker_threads.MessageChannel"],
  },
  {
    id: "overdue-timers",
    title: "Timers that are overdue together",
    effect: "Several overdue timers fire by when they were due, or by when they were set.",
    instead: { code: 'setTimeout(() => mark("timer"), 0);', probe: "portable-chain" },
    uses: [],
  },
  {
    id: "interval-drift",
    title: "What an interval counts from",
    effect: "The work of its callback makes an interval slower, or does not.",
    instead: { code: "setTimeout(beat, due - endedAt);", probe: "portable-interval" },
    uses: ["setInterval", "node:timers/promises.setInterval"],
  },
  {
    id: "abort-timeout",
    title: "AbortSignal.timeout and the life of the process",
    effect: "A process that waits only for the signal ends before it, or waits.",
    instead: { code: "setTimeout(() => controller.abort(), 40);", probe: "portable-deadline" },
    uses: ["AbortSignal.timeout"],
  },
  {
    id: "unhandled-rejection",
    title: "The moment of an unhandled rejection, and what still runs",
    effect:
      "Timers and immediates run before the rejection is reported, and what its listener queues may be lost.",
    instead: { code: "result.catch(() => {});", probe: "portable-handle-at-once" },
    uses: [
      "process.on(unhandledRejection)",
      "process.on(rejectionHandled)",
      "new node:events.EventEmitter(captureRejections)",
    ],
    only: {
      "failures-unhandled-moment": ["process.on(unhandledRejection)"],
      "failures-unhandled-code": [],
      "failures-unhandled-due-timer": [],
      "failures-unhandled-immediate": [],
      "failures-unhandled-exit-event": [],
      "failures-late-rejection-listener": ["process.on(unhandledRejection)"],
      "failures-rejection-listener-throws": ["process.on(unhandledRejection)"],
      "failures-rejection-handled-listener-throws": ["process.on(rejectionHandled)"],
      "failures-unhandled-callback-due-timer": [],
      "failures-unhandled-callback-later-timer": [],
      "failures-three-rejections-emitted": ["process.on(unhandledRejection)"],
      "failures-three-rejections-queued": ["process.on(unhandledRejection)"],
      "failures-late-handler": ["process.on(unhandledRejection)"],
      "failures-rejection-handled": ["process.on(rejectionHandled)"],
      "failures-capture-rejections-promise": ["new node:events.EventEmitter(captureRejections)"],
      "failures-capture-rejections-thenable": ["new node:events.EventEmitter(captureRejections)"],
    },
  },
  {
    id: "uncaught-exception",
    title: "An uncaught exception against what is queued",
    effect: "What was queued runs before the listener or after it, and may run although the process fails.",
    instead: { code: "process.exit(1);", probe: "portable-crash" },
    uses: ["process.on(uncaughtException)", "process.on(uncaughtExceptionMonitor)"],
    only: {
      "failures-uncaught-order": ["process.on(uncaughtException)"],
      "failures-immediate-throws": ["process.on(uncaughtException)"],
      "failures-next-timer": ["process.on(uncaughtException)"],
      "failures-microtask-throws-uncaught": ["process.on(uncaughtException)"],
      "failures-microtask-throws-next": ["process.on(uncaughtException)"],
      "failures-handler-throws-code": ["process.on(uncaughtException)"],
      "failures-handler-throws-exit-event": ["process.on(uncaughtException)"],
      "failures-late-uncaught-listener": ["process.on(uncaughtException)"],
      "failures-rejection-uncaught": ["process.on(uncaughtException)"],
      "failures-monitor-first": ["process.on(uncaughtExceptionMonitor)"],
      "failures-monitor-rejection": ["process.on(uncaughtExceptionMonitor)"],
      "failures-fatal-callback": [],
      "failures-fatal-exit-event": [],
      "events-listener-error-next": [],
      "events-listener-error-reported": [],
    },
  },
  {
    id: "signals",
    title: "A signal that a process sends to itself",
    effect: "The listener runs before the process ends, or the process ends first.",
    advice: "Call the shutdown function itself instead of sending a signal to the own process.",
    uses: ["process.kill(process.pid)"],
  },
  {
    id: "exit-output",
    title: "Output to a pipe, then process.exit",
    effect: "What was written last to a pipe is cut off, or arrives whole.",
    instead: {
      code: 'process.stdout.write("x".repeat(300_000), () => process.exit(0));',
      probe: "portable-exit-after-write",
    },
    uses: ["process.exit"],
  },
  {
    id: "exit-code",
    title: "Values of process.exitCode",
    effect: "A value that is not an integer is refused, or taken.",
    advice: "Assign an integer from 0 to 255.",
    uses: ["process.exitCode"],
  },
  {
    id: "exit-events",
    title: "Exit listeners",
    effect: "What a listener queues runs, or is abandoned.",
    advice: "Do only synchronous work in an exit listener.",
    uses: ["process.on(exit)"],
  },
  {
    id: "unsettled-await",
    title: "A top-level await that never settles",
    effect: "The process ends with code 13, with an error, or never.",
    instead: {
      code: "await Promise.race([new Promise(() => {}), deadline])",
      probe: "portable-bounded-await",
    },
    uses: ["top-level await"],
  },
  {
    id: "ipc-last-message",
    title: "A message to the parent, then the end of the process",
    effect: "The last message of a child process is lost.",
    instead: {
      code: 'process.send?.("result", () => process.disconnect?.());',
      probe: "portable-ipc-last",
    },
    uses: ["process.send"],
  },
  {
    id: "ipc-exit-order",
    title: "exit and disconnect of a child process",
    effect: "The parent gets disconnect before exit, or after it.",
    advice: "Listen for close alone, and expect disconnect before it or after it.",
    uses: ["node:child_process.fork().on(disconnect)", "node:child_process.spawn().on(disconnect)"],
  },
  {
    id: "worker-failure",
    title: "Failures of a worker",
    effect:
      "An error loses its name and fields, an unhandled rejection gives another exit code, or no error event.",
    instead: {
      code: "workerThreads.parentPort?.postMessage({ failed: { name, code } });",
      probe: "portable-worker-failure",
    },
    uses: ["new node:worker_threads.Worker().on(error)", "new node:worker_threads.Worker().on(exit)"],
  },
  {
    id: "worker-early-messages",
    title: "Messages to a worker that does not listen yet",
    effect:
      "Messages that are posted before a worker listens are lost, and its online event comes before its first message or after it.",
    instead: {
      code: 'if (text === "ready") for (const n of [1, 2]) worker.postMessage(n);',
      probe: "portable-worker-ready",
    },
    uses: ["new node:worker_threads.Worker().postMessage", "new node:worker_threads.Worker().on(online)"],
    only: {
      "workers-early-messages": ["new node:worker_threads.Worker().postMessage"],
      "workers-online-first": ["new node:worker_threads.Worker().on(online)"],
    },
  },
  {
    id: "worker-port-close",
    title: "parentPort.close",
    effect: "The method is missing.",
    instead: { code: "process.exit(0)", probe: "portable-worker-end" },
    uses: ["node:worker_threads.parentPort.close"],
  },
  {
    id: "port-close",
    title: "close of a message port",
    effect: "close is emitted on both ports of a channel, on one, or on none.",
    advice: "Post a last message that says so, and close after it.",
    uses: [
      "new MessageChannel().port1.on(close)",
      "new MessageChannel().port2.on(close)",
      "new node:worker_threads.MessageChannel().port1.on(close)",
      "new node:worker_threads.MessageChannel().port2.on(close)",
      "node:worker_threads.parentPort.on(close)",
    ],
  },
  {
    id: "worker-limits",
    title: "resourceLimits of a worker",
    effect: "A worker that exceeds its heap limit is ended, or goes on.",
    advice: "Limit the memory of a process of its own (a container, a control group) instead of a worker's.",
    uses: ["new node:worker_threads.Worker(resourceLimits)"],
  },
  {
    id: "worker-output",
    title: "Captured output of a worker",
    effect: "console.log of a worker goes past worker.stdout.",
    advice: "Post what the worker has to say as a message, and let its parent write it.",
    uses: ["new node:worker_threads.Worker(stdout)"],
  },
  {
    id: "parallelism",
    title: "availableParallelism under a CPU quota",
    effect: "A quota is not counted, or only its whole cores are, and at least one.",
    advice: "Take the size of a pool from the configuration, and availableParallelism only as its default.",
    uses: ["node:os.availableParallelism"],
  },
  {
    id: "instruments",
    title: "Loop utilization, loop delay, async hooks, heap statistics",
    effect: "The instrument reads zero, sees nothing, or is missing.",
    instead: { code: "worst = Math.max(worst, now - last);", probe: "portable-loop-delay" },
    uses: [
      "node:perf_hooks.performance.eventLoopUtilization",
      "performance.eventLoopUtilization",
      "node:perf_hooks.eventLoopUtilization",
      "node:perf_hooks.monitorEventLoopDelay",
      "node:async_hooks.createHook",
      "new node:worker_threads.Worker().getHeapStatistics",
      "new node:worker_threads.Worker().performance.eventLoopUtilization",
    ],
    only: {
      "workers-loop-utilization": [
        "node:perf_hooks.performance.eventLoopUtilization",
        "performance.eventLoopUtilization",
        "node:perf_hooks.eventLoopUtilization",
      ],
      "workers-thread-loop-utilization": [
        "new node:worker_threads.Worker().performance.eventLoopUtilization",
      ],
      "workers-loop-delay-every-block": ["node:perf_hooks.monitorEventLoopDelay"],
      "workers-async-hooks-init": ["node:async_hooks.createHook"],
      "workers-async-hooks-microtask": ["node:async_hooks.createHook"],
      "failures-hook-throws-uncaught": ["node:async_hooks.createHook"],
      "workers-thread-heap-statistics": ["new node:worker_threads.Worker().getHeapStatistics"],
    },
  },
  {
    id: "async-context",
    title: "The store of AsyncLocalStorage in handlers",
    effect:
      "Handlers of messages, broadcasts, rejections, deadlines, exits and refreshed timers have another store, or none.",
    instead: { code: "asyncHooks.AsyncLocalStorage.bind(() => {", probe: "portable-context" },
    uses: ["new node:async_hooks.AsyncLocalStorage"],
  },
  {
    id: "domains",
    title: "Domains",
    effect:
      "A domain is told of what its callbacks throw, its emitters emit and its promises reject, of a part, or of nothing.",
    advice: "Handle errors where they arise: domains are deprecated.",
    uses: ["node:domain.create", "node:domain.createDomain"],
  },
  {
    id: "http-limits",
    title: "How many requests are open at once",
    effect: "A runtime holds requests back by a limit of its own, or ignores the agent's.",
    instead: { code: "await Promise.all([work(), work()]);", probe: "portable-bounded-requests" },
    uses: ["fetch without await", "new node:http.Agent(maxSockets)", "new node:https.Agent(maxSockets)"],
    only: {
      "io-fetch-at-once": ["fetch without await"],
      "io-agent-max-sockets": ["new node:http.Agent(maxSockets)", "new node:https.Agent(maxSockets)"],
    },
  },
  {
    id: "server-close",
    title: "server.close and idle connections",
    effect: "close waits for a connection that sent nothing, for ever.",
    instead: { code: "server.closeAllConnections();", probe: "portable-server-close" },
    uses: ["node:http.createServer().close", "node:https.createServer().close"],
  },
  {
    id: "close-events",
    title: "The order of close events",
    effect:
      "close of a request comes before that of its response, after it, or never; close of a server comes at once, or some turns later.",
    instead: {
      code: 'response.once("close", () => mark("done"));',
      probe: "portable-response-done",
    },
    uses: [
      "node:http.createServer(#0).on(close)",
      "node:http.createServer(#1).on(close)",
      "node:http.createServer().on(request)(#0).on(close)",
      "node:http.createServer().on(request)(#1).on(close)",
      "node:http.createServer().on(close)",
    ],
    only: {
      "http-server-close-order": ["node:http.createServer().on(close)"],
      "http-request-events": [],
      "io-child-events": [],
      "io-connect-events": [],
      "io-stream-destroy": [],
      "io-stream-read": [],
      "io-stream-write": [],
    },
  },
  {
    id: "end-then-destroy",
    title: "end, then destroy, of a socket",
    effect: "What was written last is not sent.",
    instead: { code: 'socket.end("hello", () => socket.destroy());', probe: "portable-end-then-finish" },
    uses: [
      "node:net.createServer(#0).destroy after end",
      "node:net.createServer().on(connection)(#0).destroy after end",
      "node:net.connect().destroy after end",
      "node:net.createConnection().destroy after end",
    ],
  },
  {
    id: "full-disk",
    title: "A disk that is full",
    effect:
      "The failure of a write cannot be caught where Bun's own file writer, which only Bun has, makes it.",
    advice: "Write by node:fs, and compare the size of the file with what was written.",
    uses: [],
  },
  {
    id: "wait-async",
    title: "Atomics.waitAsync and the life of the process",
    effect: "A process that waits only for a notification ends before it, or waits.",
    instead: { code: "setTimeout(() => controller.abort(), 40);", probe: "portable-deadline" },
    uses: ["Atomics.waitAsync"],
  },
  {
    id: "collected-objects",
    title: "Weak references and finalizers",
    effect: "An object is collected within the job that made its weak reference.",
    advice: "Keep a strong reference for as long as the object is needed.",
    uses: ["new WeakRef", "new FinalizationRegistry"],
    only: {
      "context-weak-ref-job": ["new WeakRef"],
      "context-weak-ref-microtask": ["new WeakRef"],
      "context-finalizer": ["new FinalizationRegistry"],
    },
  },
  {
    id: "stream-backpressure",
    title: "Pulls before anything is read",
    effect: "A source behind a transform that nobody reads is pulled not at all, once, or on and on.",
    advice: "Let the source wait until it is asked for what it makes, and count on no number of pulls.",
    uses: [
      "new TextDecoderStream",
      "new TextEncoderStream",
      "new CompressionStream",
      "new DecompressionStream",
      "new TransformStream",
    ],
    only: {
      "streams-decoder-pulls": ["new TextDecoderStream", "new TextEncoderStream"],
      "streams-compression-pulls": ["new CompressionStream"],
      "streams-decompression-pulls": ["new DecompressionStream"],
      "streams-transform-pulls": ["new TransformStream"],
    },
  },
  {
    id: "stream-ticks",
    title: "After how many ticks streams settle",
    effect: "Promises of a stream settle some ticks earlier or later.",
    instead: { code: 'setTimeout(() => mark("task"), 0);', probe: "portable-task" },
    uses: ["new TransformStream", "new ReadableStream"],
    only: {
      "io-web-stream": ["new ReadableStream"],
      "streams-transform-closed": ["new TransformStream"],
    },
  },
  {
    id: "promise-ticks",
    title: "After how many ticks promises settle",
    effect: "A chain goes on some ticks earlier or later.",
    instead: { code: 'setTimeout(() => mark("task"), 0);', probe: "portable-task" },
    uses: [],
  },
  {
    id: "dynamic-import",
    title: "When import() settles",
    effect: "A module that is loaded already arrives within the microtasks, or in a later turn.",
    instead: { code: 'setTimeout(() => mark("task"), 0);', probe: "portable-task" },
    uses: ["import()"],
  },
  {
    id: "listeners-in-dispatch",
    title: "Listeners that are added during a dispatch",
    effect: "A listener that is added by another is called for the same event, or not.",
    instead: {
      code: 'queueMicrotask(() => target.addEventListener("go", () => mark("added")));',
      probe: "portable-add-listener-later",
    },
    uses: ["new EventTarget"],
  },
  {
    id: "fibers-and-timers",
    title: "Effect fibers against timers and immediates",
    effect: "A fiber that was resumed goes on before other callbacks, or after them.",
    instead: { code: 'queueMicrotask(() => mark("deferred"));', probe: "portable-defer" },
    uses: ["effect.Effect.runFork", "effect/Effect.runFork"],
  },
];

const byId = new Map(causes.map((cause) => [cause.id, cause]));

/** What a program uses when it meets a cause as these probes show it. */
export function usesShown({ uses, only }: Cause, probes: readonly string[]): readonly string[] {
  const shown = new Set(probes.flatMap((probe) => only?.[probe] ?? uses));
  return uses.filter((use) => shown.has(use));
}

/**
 * A cause by its id.
 *
 * @throws RangeError when there is none of that id.
 */
export function causeOf(id: string): Cause {
  const cause = byId.get(id);
  if (cause === undefined) throw new RangeError(`There is no cause "${id}": expected an id of causes.ts`);
  return cause;
}
