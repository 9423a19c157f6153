// The thread's side of the pool that the model brings.
export { serve } from "@byturns/threads/internal/serve";
