// One child process, as its pool sees it: started, sent requests, and ended.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ExampleContext } from "@byturns/context";
import { Mailbox, mailboxBytes } from "../mailbox.ts";
import { MemoryFile } from "../memory-file.ts";
import type { ChildSetup, Mailed, Reply, Request } from "../protocol.ts";
import { type ChildPermissions, childEnvironment, runtimeArguments } from "../runtime.ts";
import { assertSendable } from "../sendable.ts";
import type { Job } from "./jobs.ts";

/** How a child process ended: by exit code, signal, or because it could not be started. */
export interface ChildEnd {
  readonly code: number | null;
  readonly signal: string | null;
  /** What the program printed last on stderr, and the error where it could not be started. */
  readonly printed: string;
}

/** A reply that is the pool's concern; the clock is the child's own. */
export type PoolReply = Exclude<Reply, { clock: number } | Mailed>;

/** After its end a child's last messages and output may still be in their pipes; this is how long to wait for them. */
const drainMs = 100;

/** A process that serves the tasks of one file. */
export class Child {
  readonly lane: string;
  /** The requests that it was sent and has not answered. */
  readonly jobs = new Map<number, Job>();
  /** Settles when it serves, and its clock is set; rejects with its end where it ends before. */
  readonly ready: Promise<void>;
  /** Settles when the process is gone. */
  readonly gone: Promise<ChildEnd>;
  serving = false;
  /** The round trip that is under way, where it is the only one. */
  trip: { readonly id: number; readonly sentMs: number; readonly looks: boolean } | undefined;
  readonly #process: ChildProcess;
  readonly #receive: (child: Child, reply: PoolReply) => void;
  #mailbox: Mailbox | undefined;
  #isHeld = true;

  constructor(
    file: URL,
    setup: ChildSetup,
    permissions: ChildPermissions | undefined,
    context: ExampleContext,
    receive: (child: Child, reply: PoolReply) => void,
  ) {
    this.lane = setup.lane;
    this.#receive = receive;
    const shared = makeShared();
    this.#mailbox = shared && new Mailbox(shared, "pool");
    const { promise: ready, resolve: serves, reject: neverServes } = Promise.withResolvers<void>();
    const { promise: gone, resolve: isGone } = Promise.withResolvers<ChildEnd>();
    this.ready = ready;
    this.gone = gone;
    ready.catch(() => {});
    this.#process = spawn(
      process.execPath,
      [
        ...runtimeArguments(shared ? withFile(permissions, shared.path) : permissions),
        fileURLToPath(file),
        JSON.stringify({ ...setup, mailbox: shared?.path } satisfies ChildSetup),
      ],
      {
        stdio: ["ignore", "inherit", "pipe", "ipc"],
        serialization: "advanced",
        env: childEnvironment(permissions),
      },
    );
    let printed = "";
    this.#process.stderr?.on("data", (chunk) => {
      printed = `${printed}${chunk}`.slice(-4_096);
    });
    const align = alignClock(this, context);
    this.#process.on("message", (reply: Reply) => {
      if ("mailed" in reply) this.#takeMail();
      else if (!("clock" in reply)) receive(this, reply);
      else if (align(reply)) {
        this.serving = true;
        serves();
      }
    });
    let isOver = false;
    const disconnected = Promise.withResolvers<void>();
    const printedAll = Promise.withResolvers<void>();
    const end = (code: number | null, signal: string | null) => {
      if (isOver) return;
      isOver = true;
      const settle = () => {
        clearTimeout(draining);
        const how = { code, signal, printed: printed.trim() };
        this.#takeMail();
        this.#mailbox?.close();
        this.#mailbox = undefined;
        neverServes(how);
        isGone(how);
      };
      // Its last answers and its last words are read before its tasks are given up.
      const draining = setTimeout(settle, drainMs);
      Promise.all([disconnected.promise, printedAll.promise]).then(settle);
    };
    this.#process.once("disconnect", disconnected.resolve);
    // Not "end": a pipe that breaks has no end.
    this.#process.stderr?.once("close", printedAll.resolve);
    this.#process.on("exit", end);
    this.#process.on("error", (error) => {
      // Of a process that lives, what could not be sent is answered by its end.
      if (this.#process.pid !== undefined) return;
      printed = error.message;
      disconnected.resolve();
      printedAll.resolve();
      end(null, null);
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /**
   * Sends a request; nothing where the process is gone.
   *
   * @throws DataCloneError, on Node and Deno an Error, when it cannot be cloned; what a getter in it throws.
   */
  send(request: Request): void {
    if (!this.#process.connected) return;
    assertSendable(request);
    this.#process.send(request, ignore);
  }

  /** Whether it has a mailbox. */
  get hasMailbox(): boolean {
    return this.#mailbox !== undefined;
  }

  /** The pool looks at the mailbox from now on. */
  lookAt(): void {
    this.#mailbox?.look(true);
  }

  /** Takes what is there, where the pool looks at the mailbox. */
  lookOnce(): void {
    if (this.#mailbox?.looks) this.#takeDone(this.#mailbox.takeSoon());
  }

  /** The pool looks at the mailbox no more; what was left there just before is taken. */
  lookAway(): void {
    if (!this.#mailbox?.looks) return;
    this.#mailbox.look(false);
    this.#takeMail();
  }

  /**
   * Leaves tasks in the mailbox of a process that has answered all that it was sent; false where it does not look.
   *
   * @throws what a getter in an argument throws.
   */
  mail(lookMsAndRun: readonly unknown[]): boolean {
    const mailbox = this.#mailbox;
    if (mailbox === undefined || !(mailbox.wasLookedAt || mailbox.isLookedAt)) return false;
    if (!mailbox.put(lookMsAndRun)) return false;
    if (!mailbox.isLookedAt) this.send({ mailed: true });
    return true;
  }

  /** Whether it keeps this process alive. */
  hold(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    // Bun has no `channel`, and needs none.
    const handles = [this.#process, this.#process.channel, this.#process.stderr];
    for (const handle of handles as ({ ref?: () => void; unref?: () => void } | null | undefined)[]) {
      if (isHeld) handle?.ref?.();
      else handle?.unref?.();
    }
  }

  /** Ends it, whatever it does; nothing that it holds is worth keeping. */
  kill(): void {
    this.hold(true);
    this.#process.kill("SIGKILL");
  }

  #takeMail(): void {
    this.#takeDone(this.#mailbox?.take());
  }

  #takeDone(done: unknown): void {
    if (done !== undefined) this.#receive(this, { done: done as readonly unknown[] });
  }
}

const ignore = () => {};

/** Undefined where no file can be made: then everything is sent. */
function makeShared(): MemoryFile | undefined {
  try {
    return MemoryFile.make(mailboxBytes);
  } catch {
    return undefined;
  }
}

function withFile(permissions: ChildPermissions = {}, path: string): ChildPermissions {
  const { read = [], write = [] } = permissions;
  return { ...permissions, read: [...read, path], write: [...write, path] };
}

/**
 * Sends a child the start of the context's clock, in the child's own time. Of a few exchanges the fastest counts; the
 * error is at most half of its length.
 *
 * @returns a function that takes the child's answers, the first of which it sends unasked, and returns whether the clock is set.
 */
function alignClock(
  child: Child,
  context: ExampleContext,
): (reply: { clock: number; nowNs: bigint }) => boolean {
  const exchanges = 16;
  let askedMs = 0;
  let best = { tripMs: Number.POSITIVE_INFINITY, originNs: 0n };
  return ({ clock, nowNs }) => {
    const tripMs = context.nowMs() - askedMs;
    if (clock > 0 && tripMs < best.tripMs)
      best = { tripMs, originNs: nowNs - BigInt(Math.round((askedMs + tripMs / 2) * 1e6)) };
    if (clock === exchanges) {
      child.send({ originNs: best.originNs });
      return true;
    }
    askedMs = context.nowMs();
    child.send({ clock: clock + 1 });
    return false;
  };
}
