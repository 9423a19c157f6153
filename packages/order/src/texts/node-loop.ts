// Sentences of Node's documentation on the event loop, its timers and its ticks: they bind Node alone.
import type { Text } from "../probe.ts";

export const tickQueueBeforeLoop: Text = {
  by: "Node",
  quote:
    "This queue is fully drained after the current operation on the JavaScript stack runs to completion and before the event loop is allowed to continue.",
  link: "https://nodejs.org/api/process.html#processnexttickcallback-args",
  date: "2026-10-28",
};

export const ticksThenMicrotasks: Text = {
  by: "Node",
  quote:
    'Within Node.js, every time the "next tick queue" is drained, the microtask queue is drained immediately after.',
  link: "https://nodejs.org/api/process.html#when-to-use-queuemicrotask-vs-processnexttick",
  date: "2026-11-29",
};

export const ticksFirstInCommonJs: Text = {
  by: "Node",
  quote: "So in CJS modules process.nextTick() callbacks are always run before queueMicrotask() ones.",
  link: "https://nodejs.org/api/process.html#when-to-use-queuemicrotask-vs-processnexttick",
  date: "2026-11-29",
};

export const microtasksFirstInModules: Text = {
  by: "Node",
  quote:
    "However since ESM modules are processed already as part of the microtask queue, there queueMicrotask() callbacks are always executed before process.nextTick() ones since Node.js is already in the process of draining the microtask queue.",
  link: "https://nodejs.org/api/process.html#when-to-use-queuemicrotask-vs-processnexttick",
  date: "2026-11-29",
};

export const microtasksClearedFirst: Text = {
  by: "Node",
  quote:
    "Node.js will attempt to clear the queue until moving to any other queue, and hence you will see it outputs bar first.",
  link: "https://nodejs.org/en/learn/asynchronous-work/understanding-setimmediate",
  date: "2026-03-27",
};

export const ticksThenPromisesThenTasks: Text = {
  by: "Node",
  quote:
    "Event loop executes tasks in process.nextTick queue first, and then executes promises microtask queue, and then executes macrotask queue.",
  link: "https://nodejs.org/en/learn/asynchronous-work/understanding-setimmediate",
  date: "2026-03-27",
};

export const immediateFirstInIo: Text = {
  by: "Node",
  quote:
    "The main advantage to using setImmediate() over setTimeout() is setImmediate() will always be executed before any timers if scheduled within an I/O cycle, independently of how many timers are present.",
  link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick",
  date: "2026-04-05",
};

export const startIsNonDeterministic: Text = {
  by: "Node",
  quote:
    "For example, if we run the following script which is not within an I/O cycle (i.e. the main module), the order in which the two timers are executed is non-deterministic, as it is bound by the performance of the process:",
  link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick",
  date: "2026-04-05",
};

export const pollMayTakeMore: Text = {
  by: "Node",
  quote:
    "Since any of these operations may schedule more operations and new events processed in the poll phase are queued by the kernel, poll events can be queued while polling events are being processed.",
  link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick",
  date: "2026-04-05",
};

export const phaseEmptiesItsQueue: Text = {
  by: "Node",
  quote:
    "While each phase is special in its own way, generally, when the event loop enters a given phase, it will perform any operations specific to that phase, then execute callbacks in that phase's queue until the queue has been exhausted or the maximum number of callbacks has executed.",
  link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick",
  date: "2026-04-05",
};

export const immediatesInOrder: Text = {
  by: "Node",
  quote:
    "When multiple calls to setImmediate() are made, the callback functions are queued for execution in the order in which they are created.",
  link: "https://nodejs.org/api/timers.html#setimmediatecallback-args",
  date: "2026-11-29",
};

export const immediatesNextIteration: Text = {
  by: "Node",
  quote:
    "If an immediate timer is queued from inside an executing callback, that timer will not be triggered until the next event loop iteration.",
  link: "https://nodejs.org/api/timers.html#setimmediatecallback-args",
  date: "2026-11-29",
};

export const noTimerOrder: Text = {
  by: "Node",
  quote:
    "Node.js makes no guarantees about the exact timing of when callbacks will fire, nor of their ordering.",
  link: "https://nodejs.org/api/timers.html#settimeoutcallback-delay-args",
  date: "2026-11-29",
};

export const delayClamped: Text = {
  by: "Node",
  quote: "When delay is larger than 2147483647 or less than 1 or NaN, the delay will be set to 1.",
  link: "https://nodejs.org/api/timers.html#settimeoutcallback-delay-args",
  date: "2026-11-29",
};

export const unrefNotHolding: Text = {
  by: "Node",
  quote: "When called, the active Timeout object will not require the Node.js event loop to remain active.",
  link: "https://nodejs.org/api/timers.html#timeoutunref",
  date: "2026-11-29",
};

export const intervalCleared: Text = {
  by: "Node",
  quote: "Cancels a Timeout object created by setInterval().",
  link: "https://nodejs.org/api/timers.html#clearintervaltimeout",
  date: "2026-11-29",
};

export const timeoutCleared: Text = {
  by: "Node",
  quote: "Cancels a Timeout object created by setTimeout().",
  link: "https://nodejs.org/api/timers.html#cleartimeouttimeout",
  date: "2026-11-29",
};

export const immediateCleared: Text = {
  by: "Node",
  quote: "Cancels an Immediate object created by setImmediate().",
  link: "https://nodejs.org/api/timers.html#clearimmediateimmediate",
  date: "2026-11-29",
};

export const yieldIsImmediate: Text = {
  by: "Node",
  quote:
    "Calling timersPromises.scheduler.yield() is equivalent to calling timersPromises.setImmediate() with no arguments.",
  link: "https://nodejs.org/api/timers.html#timerspromisesscheduleryield",
  date: "2026-11-29",
};

export const microtaskErrorsUncaught: Text = {
  by: "Node",
  quote:
    "If they are not, the process.on('uncaughtException') event handler can be used to capture and handle the errors.",
  link: "https://nodejs.org/api/process.html#when-to-use-queuemicrotask-vs-processnexttick",
  date: "2026-11-29",
};

export const checkRatherThanWaiting: Text = {
  by: "Node",
  quote:
    "However, if a callback has been scheduled with setImmediate() and the poll phase becomes idle, it will end and continue to the check phase rather than waiting for poll events.",
  link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick",
  date: "2026-04-05",
};

export const phasesInOrder: Text = {
  by: "Node",
  quote: "The following diagram shows a simplified overview of the event loop's order of operations.",
  link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick",
  date: "2026-04-05",
};

export const loopRunsAfterScript: Text = {
  by: "Node",
  quote:
    "When Node.js starts, it initializes the event loop, processes the provided input script (or drops into the REPL, which is not covered in this document) which may make async API calls, schedule timers, or call process.nextTick(), then begins processing the event loop.",
  link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick",
  date: "2026-04-05",
};

export const onceMissesEvents: Text = {
  by: "Node",
  quote:
    "The reason is that process.nextTick() queue is drained before the Promise microtask queue, and because EventEmitter emits all events synchronously, it is possible for events.once() to miss an event.",
  link: "https://nodejs.org/api/events.html#awaiting-multiple-events-emitted-on-processnexttick",
  date: "2026-11-29",
};
