// How far the times in an output may be from what its timers were asked for.

/** Timers may fire early by what a runtime's clock rounds away. */
export const timerSlackMs = 1.5;

/** Timers due so close to one another may fire in either order. */
export const orderSlackMs = 3;

/** A busy machine may hold a thread, or a process, back for so long: a late one is not a wrong one. */
export const loadSlackMs = 1_000;
