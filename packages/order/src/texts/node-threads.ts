// Sentences of Node's documentation on threads, contexts and instruments: they bind Node alone.
import type { Text } from "../probe.ts";

export const portStartsWithListener: Text = {
  by: "Node",
  quote:
    "Starts receiving messages on this MessagePort. When using this port as an event emitter, this is called automatically once 'message' listeners are attached.",
  link: "https://nodejs.org/api/worker_threads.html#portstart",
  date: "2026-11-29",
};

export const clonedAtPost: Text = {
  by: "Node",
  quote:
    "The message object is cloned immediately, and can be modified after posting without having side effects.",
  link: "https://nodejs.org/api/worker_threads.html#portpostmessagevalue-transferlist",
  date: "2026-11-29",
};

export const workerUncaught: Text = {
  by: "Node",
  quote:
    "The 'error' event is emitted if the worker thread throws an uncaught exception. In that case, the worker is terminated.",
  link: "https://nodejs.org/api/worker_threads.html#event-error",
  date: "2026-11-29",
};

export const workerExitLast: Text = {
  by: "Node",
  quote: "This is the final event emitted by any Worker instance.",
  link: "https://nodejs.org/api/worker_threads.html#event-exit",
  date: "2026-11-29",
};

export const workerExitCode: Text = {
  by: "Node",
  quote: "If the worker exited by calling process.exit(), the exitCode parameter is the passed exit code.",
  link: "https://nodejs.org/api/worker_threads.html#event-exit",
  date: "2026-11-29",
};

export const workerTerminatedCode: Text = {
  by: "Node",
  quote: "If the worker was terminated, the exitCode parameter is 1.",
  link: "https://nodejs.org/api/worker_threads.html#event-exit",
  date: "2026-11-29",
};

export const workerOnline: Text = {
  by: "Node",
  quote: "The 'online' event is emitted when the worker thread has started executing JavaScript code.",
  link: "https://nodejs.org/api/worker_threads.html#event-online",
  date: "2026-11-29",
};

export const workerTerminate: Text = {
  by: "Node",
  quote:
    "Stop all JavaScript execution in the worker thread as soon as possible. Returns a Promise for the exit code that is fulfilled when the 'exit' event is emitted.",
  link: "https://nodejs.org/api/worker_threads.html#workerterminate",
  date: "2026-11-29",
};

export const workerResourceLimits: Text = {
  by: "Node",
  quote:
    "An optional set of resource limits for the new JS engine instance. Reaching these limits leads to termination of the Worker instance.",
  link: "https://nodejs.org/api/worker_threads.html#new-workerfilename-options",
  date: "2026-11-29",
};

export const workerStdout: Text = {
  by: "Node",
  quote: "This is a readable stream which contains data written to process.stdout inside the worker thread.",
  link: "https://nodejs.org/api/worker_threads.html#workerstdout",
  date: "2026-11-29",
};

export const consoleWritesStdout: Text = {
  by: "Node",
  quote: "A global console instance configured to write to process.stdout and process.stderr.",
  link: "https://nodejs.org/api/console.html#console",
  date: "2026-11-29",
};

export const workerHeapStatistics: Text = {
  by: "Node",
  quote:
    "This method returns a Promise that will resolve to an object identical to v8.getHeapStatistics(), or reject with an ERR_WORKER_NOT_RUNNING error if the worker is no longer running.",
  link: "https://nodejs.org/api/worker_threads.html#workergetheapstatistics",
  date: "2026-11-29",
};

export const workerUtilization: Text = {
  by: "Node",
  quote:
    "The same call as perf_hooks eventLoopUtilization(), except the values of the worker instance are returned. … So the event loop utilization is immediately available once the worker's script begins execution.",
  link: "https://nodejs.org/api/worker_threads.html#performanceeventlooputilizationutilization1-utilization2",
  date: "2026-11-29",
};

export const portClosed: Text = {
  by: "Node",
  quote:
    "Disables further sending of messages on either side of the connection. This method can be called when no further communication will happen over this MessagePort.",
  link: "https://nodejs.org/api/worker_threads.html#portclose",
  date: "2026-11-29",
};

export const portCloseBothSides: Text = {
  by: "Node",
  quote: "The 'close' event is emitted on both MessagePort instances that are part of the channel.",
  link: "https://nodejs.org/api/worker_threads.html#portclose",
  date: "2026-11-29",
};

export const portReceives: Text = {
  by: "Node",
  quote:
    "When this function is used, no 'message' event is emitted and the onmessage listener is not invoked.",
  link: "https://nodejs.org/api/worker_threads.html#workerreceivemessageonportport",
  date: "2026-11-29",
};

export const portTakesOldest: Text = {
  by: "Node",
  quote:
    "If no message is available, undefined is returned, otherwise an object with a single message property that contains the message payload, corresponding to the oldest message in the MessagePort's queue.",
  link: "https://nodejs.org/api/worker_threads.html#workerreceivemessageonportport",
  date: "2026-11-29",
};

export const loopUtilization: Text = {
  by: "Node",
  quote:
    "The eventLoopUtilization() function returns an object that contains the cumulative duration of time the event loop has been both idle and active as a high resolution milliseconds timer.",
  link: "https://nodejs.org/api/perf_hooks.html#perf_hookseventlooputilizationutilization1-utilization2",
  date: "2026-11-29",
};

export const loopDelay: Text = {
  by: "Node",
  quote: "Creates an IntervalHistogram object that samples and reports the event loop delay over time.",
  link: "https://nodejs.org/api/perf_hooks.html#perf_hooksmonitoreventloopdelayoptions",
  date: "2026-11-29",
};

export const hooksInit: Text = {
  by: "Node",
  quote: "Called when a class is constructed that has the possibility to emit an asynchronous event.",
  link: "https://nodejs.org/api/async_hooks.html#initasyncid-type-triggerasyncid-resource",
  date: "2026-11-29",
};

export const storesCoherent: Text = {
  by: "Node",
  quote: "This class creates stores that stay coherent through asynchronous operations.",
  link: "https://nodejs.org/api/async_context.html#class-asynclocalstorage",
  date: "2026-11-29",
};

export const storesThroughCallbacks: Text = {
  by: "Node",
  quote:
    "These classes are used to associate state and propagate it throughout callbacks and promise chains.",
  link: "https://nodejs.org/api/async_context.html#introduction",
  date: "2026-11-29",
};

export const emittersRunInCaller: Text = {
  by: "Node",
  quote:
    "Event listeners triggered by an EventEmitter may be run in a different execution context than the one that was active when eventEmitter.on() was called.",
  link: "https://nodejs.org/api/async_context.html#integrating-asyncresource-with-eventemitter",
  date: "2026-11-29",
};

export const parentPortIsPort: Text = {
  by: "Node",
  quote: "If this thread is a Worker, this is a MessagePort allowing communication with the parent thread.",
  link: "https://nodejs.org/api/worker_threads.html#workerparentport",
  date: "2026-11-29",
};

export const loopDelaysDetected: Text = {
  by: "Node",
  quote:
    "That is, a delay in the loop will cause a delay in the execution of the timer, and those delays are specifically what this API is intended to detect.",
  link: "https://nodejs.org/api/perf_hooks.html#perf_hooksmonitoreventloopdelayoptions",
  date: "2026-11-29",
};
