// How far the times in an output may be from the requested ones.

/** Timers may fire early by what a runtime's clock rounds away. */
export const timerSlackMs = 1.5;

/** Timers due so close to one another may fire in either order. */
export const orderSlackMs = 3;

/** How long a busy machine may hold back a thread or a process: late is not wrong. */
export const loadSlackMs = 1_000;
