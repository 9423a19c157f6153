// Sentences of Node's documentation on the process: how it fails and ends: they bind Node alone.
import type { Text } from "../probe.ts";

export const exitCodeStrings: Text = {
  by: "Node",
  quote: "For string type, only integer strings (e.g.,'1') are allowed.",
  link: "https://nodejs.org/api/process.html#processexitcode_1",
  date: "2026-11-29",
};

export const unhandledWithinTurn: Text = {
  by: "Node",
  quote:
    "The 'unhandledRejection' event is emitted whenever a Promise is rejected and no error handler is attached to the promise within a turn of the event loop.",
  link: "https://nodejs.org/api/process.html#event-unhandledrejection",
  date: "2026-11-29",
};

export const handledLate: Text = {
  by: "Node",
  quote:
    "The 'rejectionHandled' event is emitted whenever a Promise has been rejected and an error handler was attached to it (using promise.catch(), for example) later than one turn of the Node.js event loop.",
  link: "https://nodejs.org/api/process.html#event-rejectionhandled",
  date: "2026-11-29",
};

export const unhandledRaised: Text = {
  by: "Node",
  quote:
    "throw: Emit unhandledRejection. If this hook is not set, raise the unhandled rejection as an uncaught exception. This is the default.",
  link: "https://nodejs.org/api/cli.html#--unhandled-rejectionsmode",
  date: "2026-11-29",
};

export const uncaughtExits: Text = {
  by: "Node",
  quote:
    "By default, Node.js handles such exceptions by printing the stack trace to stderr and exiting with code 1, overriding any previously set process.exitCode.",
  link: "https://nodejs.org/api/process.html#event-uncaughtexception",
  date: "2026-11-29",
};

export const uncaughtOverridden: Text = {
  by: "Node",
  quote: "Adding a handler for the 'uncaughtException' event overrides this default behavior.",
  link: "https://nodejs.org/api/process.html#event-uncaughtexception",
  date: "2026-11-29",
};

export const handlerErrorsNotCaught: Text = {
  by: "Node",
  quote:
    "Exceptions thrown from within the event handler will not be caught. Instead the process will exit with a non-zero exit code and the stack trace will be printed.",
  link: "https://nodejs.org/api/process.html#warning-using-uncaughtexception-correctly",
  date: "2026-11-29",
};

export const handlerErrorsExit7: Text = {
  by: "Node",
  quote:
    "7 Internal Exception Handler Run-Time Failure: There was an uncaught exception, and the internal fatal exception handler function itself threw an error while attempting to handle it.",
  link: "https://nodejs.org/api/process.html#exit-codes",
  date: "2026-11-29",
};

export const monitorComesFirst: Text = {
  by: "Node",
  quote:
    "The 'uncaughtExceptionMonitor' event is emitted before an 'uncaughtException' event is emitted or a hook installed via process.setUncaughtExceptionCaptureCallback() is called.",
  link: "https://nodejs.org/api/process.html#event-uncaughtexceptionmonitor",
  date: "2026-11-29",
};

export const exitAbandonsWork: Text = {
  by: "Node",
  quote:
    "The Node.js process will exit immediately after calling the 'exit' event listeners causing any additional work still queued in the event loop to be abandoned.",
  link: "https://nodejs.org/api/process.html#event-exit",
  date: "2026-11-29",
};

export const exitCodePassed: Text = {
  by: "Node",
  quote:
    "The listener callback function is invoked with the exit code specified either by the process.exitCode property, or the exitCode argument passed to the process.exit() method.",
  link: "https://nodejs.org/api/process.html#event-exit",
  date: "2026-11-29",
};

export const exitAtOnce: Text = {
  by: "Node",
  quote:
    "The process.exit() method instructs Node.js to terminate the process synchronously with an exit status of code.",
  link: "https://nodejs.org/api/process.html#processexitcode",
  date: "2026-11-29",
};

export const exitAfterListeners: Text = {
  by: "Node",
  quote: "Node.js will not terminate until all the 'exit' event listeners are called.",
  link: "https://nodejs.org/api/process.html#processexitcode",
  date: "2026-11-29",
};

export const exitMayCutOutput: Text = {
  by: "Node",
  quote:
    "Calling process.exit() will force the process to exit as quickly as possible even if there are still asynchronous operations pending that have not yet completed fully, including I/O operations to process.stdout and process.stderr.",
  link: "https://nodejs.org/api/process.html#processexitcode",
  date: "2026-11-29",
};

export const exitCodeUsed: Text = {
  by: "Node",
  quote:
    "A number which will be the process exit code, when the process either exits gracefully, or is exited via process.exit() without specifying a code.",
  link: "https://nodejs.org/api/process.html#processexitcode_1",
  date: "2026-11-29",
};

export const beforeExitWhenEmpty: Text = {
  by: "Node",
  quote:
    "The 'beforeExit' event is emitted when Node.js empties its event loop and has no additional work to schedule.",
  link: "https://nodejs.org/api/process.html#event-beforeexit",
  date: "2026-11-29",
};

export const beforeExitMayContinue: Text = {
  by: "Node",
  quote:
    "Normally, the Node.js process will exit when there is no work scheduled, but a listener registered on the 'beforeExit' event can make asynchronous calls, and thereby cause the Node.js process to continue.",
  link: "https://nodejs.org/api/process.html#event-beforeexit",
  date: "2026-11-29",
};

export const unsettledAwaitExits13: Text = {
  by: "Node",
  quote:
    "13 Unsettled Top-Level Await: await was used outside of a function in the top-level code, but the passed Promise never settled.",
  link: "https://nodejs.org/api/process.html#exit-codes",
  date: "2026-11-29",
};

export const signalListenerReplacesExit: Text = {
  by: "Node",
  quote:
    "'SIGTERM' and 'SIGINT' have default handlers on non-Windows platforms that reset the terminal mode before exiting with code 128 + signal number. If one of these signals has a listener installed, its default behavior will be removed (Node.js will no longer exit).",
  link: "https://nodejs.org/api/process.html#signal-events",
  date: "2026-11-29",
};

export const exitEmitted: Text = {
  by: "Node",
  quote:
    "The 'exit' event is emitted when the Node.js process is about to exit as a result of either: The process.exit() method being called explicitly; The Node.js event loop no longer having any additional work to perform.",
  link: "https://nodejs.org/api/process.html#event-exit",
  date: "2026-11-29",
};

export const uncaughtEmitted: Text = {
  by: "Node",
  quote:
    "The 'uncaughtException' event is emitted when an uncaught JavaScript exception bubbles all the way back to the event loop.",
  link: "https://nodejs.org/api/process.html#event-uncaughtexception",
  date: "2026-11-29",
};

export const monitorOrigin: Text = {
  by: "Node",
  quote:
    "Indicates if the exception originates from an unhandled rejection or from synchronous errors. Can either be 'uncaughtException' or 'unhandledRejection'.",
  link: "https://nodejs.org/api/process.html#event-uncaughtexceptionmonitor",
  date: "2026-11-29",
};

export const domainBindsCallbacks: Text = {
  by: "Node",
  quote:
    "Run the supplied function in the context of the domain, implicitly binding all event emitters, timers, and low-level requests that are created in that context.",
  link: "https://nodejs.org/api/domain.html#domainrunfn-args",
  date: "2026-11-29",
};

export const domainCatches: Text = {
  by: "Node",
  quote:
    "Additionally, callbacks passed to low-level event loop requests (such as to fs.open(), or other callback-taking methods) will automatically be bound to the active domain. If they throw, then the domain will catch the error.",
  link: "https://nodejs.org/api/domain.html#implicit-binding",
  date: "2026-11-29",
};

export const domainLeavesRejections: Text = {
  by: "Node",
  quote:
    "Domains will not interfere with error handling mechanisms for promises. In other words, no 'error' event will be emitted for unhandled Promise rejections.",
  link: "https://nodejs.org/api/domain.html#domains-and-promises",
  date: "2026-11-29",
};
