// How far the times that an output tells may be from what its timers were asked for.

/** Timers may fire early by what a runtime's clock rounds away. */
export const timerSlackMs = 1.5;

/** Timers due so close to one another may fire in either order. */
export const orderSlackMs = 3;
