// All sentences of Node's documentation that probes compare runtimes with.
export * from "./node-io.ts";
export * from "./node-loop.ts";
export * from "./node-process.ts";
export * from "./node-threads.ts";
