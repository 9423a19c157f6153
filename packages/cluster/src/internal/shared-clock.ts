// One clock for all machines: that of the context, as precisely as another process can know it.
import * as Context from "effect/Context";

/** Milliseconds, with fractions, since the context was made. Two machines agree within half of their quickest exchange. */
export class SharedClock extends Context.Service<SharedClock, { nowMs(): number }>()("byturns/SharedClock") {}
