// For worker files of one's own examples: `import { serve } from "byturns/worker"`. A thread loads nothing beside.
export { serve, type Tasks, Transferred } from "@byturns/threads/internal/serve";
