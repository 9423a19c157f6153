// Which side gets a task that was sent in a message: the thread, which begins it, or the pool, which takes it back. A
// message cannot be called back; a cell of shared memory decides, and the first one to change it wins.

/** A cell for each task that a thread was sent and has not answered, found by the task's id. */
export type Claims = Int32Array<SharedArrayBuffer>;

const state = { free: 0, sent: 1, begun: 2, withdrawn: 3, done: 4 };

/** Makes a table of `cells` cells, a power of 2. */
export function makeClaims(cells = 64): Claims {
  return new Int32Array(new SharedArrayBuffer(4 * cells));
}

/** Marks a task as sent, and returns its id: the first from `from` on with a free cell. The table must not be full. */
export function claimId(claims: Claims, from: number): number {
  let id = from & 0x7fffffff;
  while (Atomics.compareExchange(claims, cellOf(claims, id), state.free, state.sent) !== state.free) {
    id = (id + 1) & 0x7fffffff;
  }
  return id;
}

/** The thread begins a task; false when the pool has taken it back. */
export function begin(claims: Claims, id: number): boolean {
  return Atomics.compareExchange(claims, cellOf(claims, id), state.sent, state.begun) === state.sent;
}

/** The pool takes a task back; false when the thread has begun it. */
export function withdraw(claims: Claims, id: number): boolean {
  return Atomics.compareExchange(claims, cellOf(claims, id), state.sent, state.withdrawn) === state.sent;
}

/** The thread has ended a task; its answer may still wait for others to travel with. */
export function finish(claims: Claims, id: number): void {
  Atomics.compareExchange(claims, cellOf(claims, id), state.begun, state.done);
}

/** Whether the thread has ended a task. */
export function isDone(claims: Claims, id: number): boolean {
  return Atomics.load(claims, cellOf(claims, id)) === state.done;
}

/** The pool has the task's answer, or none will come. */
export function freeId(claims: Claims, id: number): void {
  Atomics.store(claims, cellOf(claims, id), state.free);
}

function cellOf(claims: Claims, id: number): number {
  return id & (claims.length - 1);
}
