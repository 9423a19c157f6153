// The machines of an example: processes on loopback, started when it is opened and ended when it is closed.
//
// They know one another's addresses from the beginning, share one clock with the process that calls, and have answered once before
// the first call. None outlives the process that started it: a machine ends when its channel to that process closes, and at the
// latest when a thread of its own notices that the process is gone.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Elsewhere, ExampleContext } from "@byturns/context";
import * as Data from "effect/Data";
import type { Answers, Ask, Setup } from "./protocol.ts";
import { foldersOf } from "./read-access.ts";

/** A machine ended that was not asked to. */
export class MachineLost extends Data.TaggedError("MachineLost")<{ readonly message: string }> {}

/** Processes that serve the entities of one file. Closed by `await using`. */
export class Machines implements AsyncDisposable {
  /** Where each listens. */
  readonly ports: readonly number[];
  /** Called when a machine is lost. Not a promise: there may be many calls, and each would leave a callback with it. */
  readonly #listeners = new Set<(error: MachineLost) => void>();
  #lost: MachineLost | undefined;
  readonly #machines: readonly Machine[];
  readonly #context: ExampleContext;

  private constructor(machines: readonly Machine[], ports: readonly number[], context: ExampleContext) {
    this.#machines = machines;
    this.#context = context;
    this.ports = ports;
    for (const { lost } of machines) {
      lost.catch((error: MachineLost) => {
        this.#lost ??= error;
        for (const listener of this.#listeners) listener(error);
      });
    }
  }

  /**
   * Starts `context.threads` machines, and waits until all of them serve.
   *
   * @param file the module whose `layer` they serve.
   * @throws MachineLost if one ends before that, with what it printed on stderr.
   */
  static async start(file: URL, context: ExampleContext): Promise<Machines> {
    const { threads, recorder } = context;
    const machines = Array.from({ length: threads }, (_, place) => {
      const recording = recorder !== undefined;
      const setup = { file: file.href, place, machines: threads, recording, parent: process.pid };
      return new Machine(setup);
    });
    try {
      const ports = await Promise.all(machines.map(({ port }) => port));
      await Promise.all(
        machines.map(async (machine) => {
          await machine.ask({ ask: "serve", ports });
          await alignClock(machine, context);
        }),
      );
      return new Machines(machines, ports, context);
    } catch (error) {
      await Promise.all(machines.map((machine) => machine.end()));
      throw error;
    }
  }

  /**
   * Calls `listener` when a machine is lost; at once if one is lost already.
   *
   * @returns a function that removes the listener.
   */
  onLost(listener: (error: MachineLost) => void): () => void {
    if (this.#lost !== undefined) listener(this.#lost);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hands what the machines have recorded to the context's recorder, if there is one. */
  async record(): Promise<void> {
    const { recorder } = this.#context;
    if (recorder === undefined) return;
    for (const { spans, lines } of await this.#askAll({ ask: "seen" })) {
      for (const span of spans) recorder.span(span);
      for (const line of lines) recorder.line(line);
    }
  }

  /** What all machines have used so far. */
  async usage(): Promise<Elsewhere> {
    const used = await this.#askAll({ ask: "usage" });
    const sum = (of: keyof Elsewhere) => used.reduce((sum, one) => sum + one[of], 0);
    return {
      userUs: sum("userUs"),
      systemUs: sum("systemUs"),
      voluntarySwitches: sum("voluntarySwitches"),
      involuntarySwitches: sum("involuntarySwitches"),
      rssBytes: sum("rssBytes"),
      peakRssBytes: sum("peakRssBytes"),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#machines.map((machine) => machine.end()));
  }

  #askAll<A extends Ask>(ask: A): Promise<Answers[A["ask"]][]> {
    return Promise.all(this.#machines.map((machine) => machine.ask(ask)));
  }
}

/** One machine's process, as its parent sees it. */
class Machine {
  readonly port: Promise<number>;
  readonly lost: Promise<never>;
  readonly #process: ChildProcess;
  readonly #gone: Promise<void>;
  readonly #waiting: ((value: never) => void)[] = [];
  #ending = false;

  constructor(setup: Setup) {
    const program = fileURLToPath(new URL("./machine.ts", import.meta.url));
    const words = [...flagsFor([program, fileURLToPath(setup.file)]), program, JSON.stringify(setup)];
    this.#process = spawn(process.execPath, words, {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    const { promise, reject } = Promise.withResolvers<never>();
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    this.lost = promise;
    this.#gone = gone;
    this.lost.catch(() => {});
    let printed = "";
    this.#process.stderr?.on("data", (chunk) => {
      printed = `${printed}${chunk}`.slice(-4_096);
    });
    const lose = (why: string) => {
      resolve();
      if (!this.#ending)
        reject(
          new MachineLost({
            message: `machine ${setup.place + 1} ended by itself: ${why} ${printed}`.trim(),
          }),
        );
    };
    this.#process.on("error", (error) => lose(error.message));
    this.#process.on("close", (code, signal) => lose(`${signal ?? `exit code ${code}`}`));
    this.#process.on("message", ({ answer }: { answer: never }) => this.#waiting.shift()?.(answer));
    this.port = this.#answer();
  }

  /** @throws MachineLost if it ends before it answers. */
  ask<A extends Ask>(ask: A): Promise<Answers[A["ask"]]> {
    const answer = this.#answer<Answers[A["ask"]]>();
    // If it cannot be sent, the end of the process rejects the answer.
    this.#process.send(ask, () => {});
    return answer;
  }

  /** Ends it, whatever it does; nothing that it holds is worth keeping. */
  async end(): Promise<void> {
    this.#ending = true;
    this.#process.kill("SIGKILL");
    await this.#gone;
  }

  #answer<A>(): Promise<A> {
    const { promise, resolve } = Promise.withResolvers<A>();
    this.#waiting.push(resolve as (value: never) => void);
    return Promise.race([promise, this.lost]);
  }
}

/**
 * The runtime's flags before a program. A machine may read the sources that it is made of, and speak on loopback; and effect/cluster
 * reads the whole environment when it is loaded.
 */
function flagsFor(files: readonly string[]): readonly string[] {
  if ("Deno" in globalThis) {
    const read = `--allow-read=${foldersOf(files).join(",")}`;
    return ["run", "--no-prompt", read, "--allow-net=127.0.0.1", "--allow-env"];
  }
  return "Bun" in globalThis ? ["run", "--no-install"] : [];
}

/** Sends a machine the start of the context's clock, in the machine's own time. Of a few exchanges the quickest counts. */
async function alignClock(machine: Machine, context: ExampleContext): Promise<void> {
  let best = { tripMs: Number.POSITIVE_INFINITY, originNs: 0n };
  for (let exchange = 0; exchange < 16; exchange++) {
    const askedMs = context.nowMs();
    const nowNs = BigInt(await machine.ask({ ask: "clock" }));
    const tripMs = context.nowMs() - askedMs;
    if (tripMs < best.tripMs)
      best = { tripMs, originNs: nowNs - BigInt(Math.round((askedMs + tripMs / 2) * 1e6)) };
  }
  await machine.ask({ ask: "origin", originNs: `${best.originNs}` });
}
