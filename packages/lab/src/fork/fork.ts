// One measured process: started, given its job, limited in time, and observed until it is gone.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import {
  bounded,
  decoder,
  type Failure,
  failureChars,
  type Job,
  Message,
  type Result,
} from "@byturns/record";
import type { Permissions } from "@byturns/spec";
import type { FoundRuntime } from "../api.ts";
import { variablesHere } from "../runtime/variables.ts";
import type { Guarded } from "./guard.ts";
import { monitorMemory } from "./memory.ts";
import { patientTimer } from "./patient-timer.ts";
import { markName, ProcessTree } from "./tree.ts";

/** How to start a process, with fixtures filled in. */
export interface ForkOptions {
  readonly root: string;
  readonly runtime: Pick<FoundRuntime, "path" | "kind">;
  readonly permissions: Permissions;
  /** Arguments before the command. */
  readonly before: readonly string[];
  readonly job: Omit<Job, "token" | "startedAtMs">;
  readonly limitMs: number;
  /**
   * Limit on resident memory of the process and its descendants, checked a few times a second, on Linux. Default: none.
   */
  readonly limitBytes?: number | undefined;
  /** How long it may take to end after its result, or after it was asked to end. */
  readonly graceMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with the process's group and mark once it has started, and with `undefined` once all of it is gone. */
  readonly onStarted?: (guarded: Guarded | undefined) => void;
  readonly onLine?: ((line: (Message & { _tag: "line" })["line"]) => void) | undefined;
}

/** Why the lab ended a process. */
export type Ended = "limit" | "memory" | "lingers" | "signal" | "invalidMessage";

/** What was observed of a process, from start to end, not yet judged. */
export interface ForkEnd {
  readonly command: readonly string[];
  readonly startedAt: string;
  readonly wallMs: number;
  readonly exitCode: number | null;
  readonly exitSignal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly result: Result | undefined;
  readonly failure: Failure | undefined;
  /** A message on the channel that no host sends. */
  readonly invalidMessage: string | undefined;
  readonly ended: Ended | undefined;
}

const tailChars = 8_192;

/**
 * Runs one measured process. Never rejects because of what the process does; once it settles, the process and
 * everything it started is gone.
 *
 * @throws Error when the process cannot be started.
 */
export async function runFork(options: ForkOptions): Promise<ForkEnd> {
  const { root, runtime, permissions, before, limitMs, limitBytes, graceMs, signal, onLine, onStarted } =
    options;
  const launch = { permissions, root };
  const words = [...before, runtime.path, ...runtime.kind.flags(launch), fileURLToPath(runtime.kind.entry)];
  // Only the host receives the token, over the channel; the mark is in the environment, where every descendant can read
  // it.
  const token = randomUUID();
  const mark = randomUUID();
  const startedAtMs = Date.now();
  const startMs = performance.now();
  const child = spawn(words[0] as string, words.slice(1), {
    cwd: root,
    env: { ...inherited(), ...runtime.kind.environment(launch), [markName]: mark },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // A separate group, so that the terminal's Ctrl-C reaches only the lab, and a kill reaches the whole group.
    detached: true,
  });
  const { pid } = child;
  const guard = (pids: readonly number[]) => onStarted?.({ group: pid as number, mark, pids });
  const tree = pid === undefined ? undefined : new ProcessTree(pid, mark, guard);
  if (tree !== undefined) guard([]);
  const stdout = tail(child.stdout as Readable);
  const stderr = tail(child.stderr as Readable);

  let result: Result | undefined;
  let failure: Failure | undefined;
  let invalidMessage: string | undefined;
  let ended: Ended | undefined;
  let isReady = false;
  let killing: Promise<void> | undefined;
  const timers: Disposable[] = [];
  const later = (ms: number, why: Ended) => {
    const timer = patientTimer(ms, () => kill(why));
    timers.push(timer);
    return timer;
  };
  const kill = (why: Ended) => {
    // It came to its end before this did.
    if (child.exitCode !== null || child.signalCode !== null) return;
    ended ??= why;
    killing ??= tree?.kill();
  };
  const endGently = () => {
    ended ??= "signal";
    child.kill("SIGTERM");
    later(graceMs, "signal");
  };
  const spoil = (what: string) => {
    invalidMessage ??= bounded(what, failureChars);
    kill("invalidMessage");
  };

  const limit = later(limitMs, "limit");
  const look = monitorMemory(tree, limitBytes, () => kill("memory"));
  child.on("message", (value) => {
    const decoded = decodeMessage(value);
    if ("why" in decoded) return spoil(`a message that no host sends: ${decoded.why}`);
    const message = decoded.value;
    if (message._tag === "ready") {
      // The job holds the token, so a second request does not come from the host.
      if (isReady) return spoil('a second message "ready"');
      isReady = true;
      // The process may be gone by now; its exit is more informative than this error.
      child.send({ ...options.job, token, startedAtMs } satisfies Job, () => {});
    } else if (message.token !== token)
      spoil(`a message "${message._tag}" without the job's token: it is not from the host`);
    else if (result !== undefined || failure !== undefined)
      spoil(`a message "${message._tag}" after the last one`);
    else if (message._tag === "line") onLine?.(message.line);
    else {
      if (message._tag === "done") result = message.result;
      else failure = boundedFailure(message.failure);
      // While its parent still lives, a child that left the group can be found; then the host may end.
      tree?.look();
      child.send({ _tag: "received" }, () => {});
      // The work was done in time; it is the shutdown that takes too long.
      limit[Symbol.dispose]();
      later(graceMs, "lingers");
    }
  });
  signal?.addEventListener("abort", endGently, { once: true });
  if (signal?.aborted) endGently();
  try {
    const [exitCode, exitSignal] = await gone(child);
    const wallMs = performance.now() - startMs;
    await killing;
    // However the process ended, a child that left the group may still be running.
    await tree?.kill();
    return {
      command: words.map((one) => one.replaceAll(root, ".")),
      startedAt: new Date(startedAtMs).toISOString(),
      wallMs,
      exitCode,
      exitSignal,
      stdout: stdout(),
      stderr: stderr(),
      result,
      failure,
      invalidMessage,
      ended,
    };
  } finally {
    for (const timer of timers) timer[Symbol.dispose]();
    clearInterval(look);
    signal?.removeEventListener("abort", endGently);
    onStarted?.(undefined);
  }
}

const decodeMessage = decoder(Message);

/** Settles when the process has ended and its output is read; descendants may hold the output open for longer. */
function gone(child: ChildProcess): Promise<[number | null, string | null]> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      const settle = () => resolve([code, signal]);
      const left = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        settle();
      }, 250);
      child.once("close", () => {
        clearTimeout(left);
        settle();
      });
    });
  });
}

function boundedFailure({ name, message, stack }: Failure): Failure {
  return {
    name: bounded(name, failureChars),
    message: bounded(message, failureChars),
    ...(stack === undefined ? {} : { stack: bounded(stack, failureChars) }),
  };
}

/** Keeps the last output of a stream, and reads all of it, so that the process never blocks on a full pipe. */
function tail(stream: Readable): () => string {
  let text = "";
  let dropped = 0;
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    if (text.length <= 2 * tailChars) return;
    dropped += text.length - tailChars;
    text = text.slice(-tailChars);
  });
  return () => {
    const kept = text.slice(-tailChars);
    const left = dropped + text.length - kept.length;
    return left === 0 ? kept : `[${left} characters before this]\n${kept}`;
  };
}

/**
 * A minimal environment: variables set for other programs must neither affect the measurement nor be readable by the
 * measured code.
 */
function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(variablesHere().passed.map((name) => [name, process.env[name]]));
}
