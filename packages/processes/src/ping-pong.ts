// ping-pong on processes.
//
// Start: each player is a task of the pool, in a process of its own where there are two. Cancel: by a message, or the end of its process
// for a player that looks for the ball without a pause. Fail: the failure comes back as data and is rebuilt. Cost: a child process
// has one channel, to this process; so by message the ball takes two messages each way, and passes through here. By memory it lies in
// a file in memory that both have open: a system call for each look and each hit.
import type { ExampleContext } from "@byturns/context";
import type { PingPongInput, PingPongOutput } from "@byturns/spec/ping-pong";
import { memoryFilePermissions } from "./internal/memory-file.ts";
import type { Pool } from "./internal/pool.ts";
import type { tasks } from "./ping-pong.child.ts";

export const child = new URL("./ping-pong.child.ts", import.meta.url);
/** In one process both play in turns; of more, the second player goes to one that has nothing to do. */
export const pool = { tasksPerProcess: 3, permissions: memoryFilePermissions };

/** Plays all rounds. Rejects when the context's signal is aborted. */
export async function pingPong(
  { rounds, by }: PingPongInput,
  _context: ExampleContext,
  processes: Pool<typeof tasks>,
): Promise<PingPongOutput> {
  if (by === "memory") {
    const made = Promise.withResolvers<string>();
    // The player that serves makes the file, and removes it when both have played.
    const playing = processes.run("serveByMemory", { rounds }, { answers: { made: made.resolve } });
    const path = await Promise.race([made.promise, playing.then(() => "")]);
    const returning = processes.run("returnByMemory", { rounds, path });
    const [ping, pong] = await Promise.all([playing, returning]);
    return { ball: Math.max(ping.ball, pong.ball), hits: { ping: ping.hits, pong: pong.hits } };
  }
  const table = [new Side(), new Side()] as const;
  const play = (parity: 0 | 1) => {
    const [own, other] = parity === 0 ? table : [table[1], table[0]];
    const answers = {
      receive: () => own.next(),
      hit: (ball: number) => {
        other.put(ball);
        return own.next();
      },
      hitLast: (ball: number) => other.put(ball),
    };
    return processes.run("playByMessage", { rounds, parity }, { answers });
  };
  const [ping, pong] = await Promise.all([play(0), play(1)]);
  return { ball: Math.max(ping.ball, pong.ball), hits: { ping: ping.hits, pong: pong.hits } };
}

/** One player's side of the table: at most one ball lies there, or one player waits for it. */
class Side {
  #ball: number | undefined;
  #waiting: ((ball: number) => void) | undefined;

  put(ball: number): void {
    if (this.#waiting === undefined) this.#ball = ball;
    else {
      this.#waiting(ball);
      this.#waiting = undefined;
    }
  }

  next(): number | Promise<number> {
    const ball = this.#ball;
    this.#ball = undefined;
    if (ball !== undefined) return ball;
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }
}
