// What `mix` asks for requests: sends it several phases of them, each at its own rate, within one call, so that one
// process answers for several rates and is warm for the later ones. The requests themselves come from the fixture `{load}`,
// as in every other call of `mix`.
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type Fixtures, makeFixtures } from "@byturns/fixtures";
import type { Arrivals } from "@byturns/fixtures/arrivals";
import type { MixOutput } from "@byturns/spec/mix";

/**
 * Names the next phase from those that are done; undefined ends the call.
 *
 * A phase must have as many requests as a multiple of 8, and all phases together as many as the call was asked for: then
 * the whole is what `mix` checks.
 */
export type NextPhase = (done: readonly MixOutput[]) => Arrivals | undefined;

/** Sends phases to whichever service asks at `host`; dispose of it with `await using`. */
export class PhasedSender implements AsyncDisposable {
  /** `host:port`, for the input of `mix`. */
  readonly host: string;
  /** The phases of the next call. */
  next: NextPhase = () => undefined;
  readonly #server: Server;
  readonly #fixtures: Fixtures;
  readonly #pid: number | undefined;

  private constructor(server: Server, fixtures: Fixtures, pid: number | undefined) {
    this.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#server = server;
    this.#fixtures = fixtures;
    this.#pid = pid;
  }

  /** @throws Error when the process that sends cannot be started. */
  static async start(): Promise<PhasedSender> {
    const fixtures = makeFixtures();
    const load = await fixtures.fill("{load}");
    const server = createServer((request, response) => {
      sendPhases(request, load, sender.next).then(
        (body) => response.writeHead(200, { "content-type": "application/json" }).end(body),
        (error) => response.writeHead(500).end(`${error}\n`),
      );
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const sender = new PhasedSender(server, fixtures, await childOf(process.pid));
    return sender;
  }

  /** Processor time of the process that sends, up to now, ms; undefined where the system does not tell. */
  async cpuMs(): Promise<number | undefined> {
    const text = await readFile(`/proc/${this.#pid}/stat`, "utf8").catch(() => undefined);
    // After the name in parentheses; the 12th and 13th field are ticks, of which there are 100 a second.
    const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
    return fields === undefined ? undefined : (Number(fields[11]) + Number(fields[12])) * 10;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
    await this.#fixtures[Symbol.asyncDispose]();
  }
}

async function sendPhases(request: IncomingMessage, load: string, next: NextPhase): Promise<string> {
  const { port } = JSON.parse(await text(request)) as { readonly port: number };
  const done: MixOutput[] = [];
  for (let phase = next(done); phase !== undefined; phase = next(done)) {
    const response = await fetch(`http://${load}/run`, {
      method: "POST",
      body: JSON.stringify({ port, ...phase }),
    });
    if (!response.ok) throw new Error(`The sender refuses: ${await response.text()}`);
    done.push((await response.json()) as MixOutput);
  }
  return JSON.stringify(joined(done));
}

/** The child of a process that was started last, where the system tells. */
async function childOf(pid: number): Promise<number | undefined> {
  const lists = await readdir(`/proc/${pid}/task`)
    .then((tasks) => Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, "utf8"))))
    .catch(() => []);
  const children = lists.flatMap((list) => list.split(" ").filter(Boolean).map(Number));
  return children.length === 0 ? undefined : Math.max(...children);
}

/** The phases as one output, one after the other in time. */
export function joined(phases: readonly MixOutput[]): MixOutput {
  const all = { dueMs: [], sentMs: [], endedMs: [], answers: [] } as {
    [Name in keyof MixOutput]: MixOutput[Name][number][];
  };
  let beganMs = 0;
  for (const { dueMs, sentMs, endedMs, answers } of phases) {
    const later = (ms: number) => beganMs + ms;
    all.dueMs.push(...dueMs.map(later));
    all.sentMs.push(...sentMs.map(later));
    all.endedMs.push(...endedMs.map(later));
    all.answers.push(...answers);
    beganMs = Math.max(beganMs, ...all.endedMs);
  }
  return all;
}
