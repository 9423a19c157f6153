// Sentences of Node's documentation on files, sockets, streams, child processes and events: they bind Node alone.
import type { Text } from "../probe.ts";

export const emitIsSynchronous: Text = {
  by: "Node",
  quote:
    "Synchronously calls each of the listeners registered for the event named eventName, in the order they were registered, passing the supplied arguments to each.",
  link: "https://nodejs.org/api/events.html#emitteremiteventname-args",
  date: "2026-11-29",
};

export const prependedFirst: Text = {
  by: "Node",
  quote:
    "By default, event listeners are invoked in the order they are added. The emitter.prependListener() method can be used as an alternative to add the event listener to the beginning of the listeners array.",
  link: "https://nodejs.org/api/events.html#emitteroneventname-listener",
  date: "2026-11-29",
};

export const requestEventsInOrder: Text = {
  by: "Node",
  quote:
    "In a successful request, the following events will be emitted in the following order: 'socket', 'response', 'data' any number of times, on the res object …, 'end' on the res object, 'close'",
  link: "https://nodejs.org/api/http.html#httprequesturl-options-callback",
  date: "2026-11-29",
};

export const childSpawnFirst: Text = {
  by: "Node",
  quote:
    "If emitted, the 'spawn' event comes before all other events and before any data is received via stdout or stderr.",
  link: "https://nodejs.org/api/child_process.html#event-spawn",
  date: "2026-11-29",
};

export const childCloseAfterExit: Text = {
  by: "Node",
  quote:
    "The 'close' event is emitted after a process has ended and the stdio streams of a child process have been closed.",
  link: "https://nodejs.org/api/child_process.html#event-close",
  date: "2026-11-29",
};

export const disconnectWhenClosed: Text = {
  by: "Node",
  quote:
    "The 'disconnect' event is emitted after calling the subprocess.disconnect() method in parent process or process.disconnect() in child process.",
  link: "https://nodejs.org/api/child_process.html#event-disconnect",
  date: "2026-11-29",
};

export const sendCallback: Text = {
  by: "Node",
  quote:
    "If callback is a function, it is called after the message is sent but before the child process may have received it.",
  link: "https://nodejs.org/api/child_process.html#subprocesssendmessage-sendhandle-options-callback",
  date: "2026-11-29",
};

export const eventTargetErrorsNextTick: Text = {
  by: "Node",
  quote:
    "When a registered event listener throws (or returns a Promise that rejects), by default the error is treated as an uncaught exception on process.nextTick().",
  link: "https://nodejs.org/api/events.html#eventtarget-error-handling",
  date: "2026-11-29",
};

export const rejectionsCaptured: Text = {
  by: "Node",
  quote:
    "This handler routes the exception asynchronously to the Symbol.for('nodejs.rejection') method if there is one, or to 'error' event handler if there is none.",
  link: "https://nodejs.org/api/events.html#capture-rejections-of-promises",
  date: "2026-11-29",
};

export const listenersCopied: Text = {
  by: "Node",
  quote:
    "This implies that any removeListener() or removeAllListeners() calls after emitting and before the last listener finishes execution will not remove them from emit() in progress.",
  link: "https://nodejs.org/api/events.html#emitterremovelistenereventname-listener",
  date: "2026-11-29",
};

export const fsCallsAwaited: Text = {
  by: "Node",
  quote:
    "It is important to correctly order the operations by awaiting the results of one before invoking the other:",
  link: "https://nodejs.org/api/fs.html#ordering-of-callback-and-promise-based-operations",
  date: "2026-11-29",
};

export const netClose: Text = {
  by: "Node",
  quote: "Emitted once the socket is fully closed.",
  link: "https://nodejs.org/api/net.html#event-close_1",
  date: "2026-11-29",
};

export const netServerClose: Text = {
  by: "Node",
  quote:
    "Emitted when the server closes. If connections exist, this event is not emitted until all connections are ended.",
  link: "https://nodejs.org/api/net.html#event-close",
  date: "2026-11-29",
};

export const netConnectionEmitted: Text = {
  by: "Node",
  quote: "Emitted when a new connection is made.",
  link: "https://nodejs.org/api/net.html#event-connection",
  date: "2026-11-29",
};

export const netEndHalfCloses: Text = {
  by: "Node",
  quote: "Half-closes the socket. i.e., it sends a FIN packet.",
  link: "https://nodejs.org/api/net.html#socketenddata-encoding-callback",
  date: "2026-11-29",
};

export const netDestroyCloses: Text = {
  by: "Node",
  quote:
    "Ensures that no more I/O activity happens on this socket. Destroys the stream and closes the connection.",
  link: "https://nodejs.org/api/net.html#socketdestroyerror",
  date: "2026-11-29",
};

export const streamEnd: Text = {
  by: "Node",
  quote: "The 'end' event is emitted when there is no more data to be consumed from the stream.",
  link: "https://nodejs.org/api/stream.html#event-end",
  date: "2026-11-29",
};

export const streamClose: Text = {
  by: "Node",
  quote: "The event indicates that no more events will be emitted, and no further computation will occur.",
  link: "https://nodejs.org/api/stream.html#event-close_1",
  date: "2026-11-29",
};

export const streamFinish: Text = {
  by: "Node",
  quote:
    "The 'finish' event is emitted after the stream.end() method has been called, and all data has been flushed to the underlying system.",
  link: "https://nodejs.org/api/stream.html#event-finish",
  date: "2026-11-29",
};

export const streamFinal: Text = {
  by: "Node",
  quote:
    "This optional function will be called before the stream closes, delaying the 'finish' event until callback is called.",
  link: "https://nodejs.org/api/stream.html#writable_finalcallback",
  date: "2026-11-29",
};

export const streamErrorThenClose: Text = {
  by: "Node",
  quote: "No further events other than 'close' should be emitted after 'error' (including 'error' events).",
  link: "https://nodejs.org/api/stream.html#event-error",
  date: "2026-11-29",
};

export const streamWriteCallbackError: Text = {
  by: "Node",
  quote: "The callback is called asynchronously and before 'error' is emitted.",
  link: "https://nodejs.org/api/stream.html#writablewritechunk-encoding-callback",
  date: "2026-11-29",
};

export const streamDestroy: Text = {
  by: "Node",
  quote:
    "Destroy the stream. Optionally emit an 'error' event, and emit a 'close' event (unless emitClose is set to false).",
  link: "https://nodejs.org/api/stream.html#readabledestroyerror",
  date: "2026-11-29",
};

export const agentMaxSockets: Text = {
  by: "Node",
  quote: "maxSockets <number> Maximum number of sockets to allow per host.",
  link: "https://nodejs.org/api/http.html#new-agentoptions",
  date: "2026-11-29",
};

export const serverCloseIdle: Text = {
  by: "Node",
  quote:
    "Stops the server from accepting new connections and closes all connections connected to this server which are not sending a request or waiting for a response.",
  link: "https://nodejs.org/api/http.html#serverclosecallback",
  date: "2026-11-29",
};

export const responseClose: Text = {
  by: "Node",
  quote:
    "Indicates that the response is completed, or its underlying connection was terminated prematurely (before the response completion).",
  link: "https://nodejs.org/api/http.html#event-close_2",
  date: "2026-11-29",
};
