// p-map: the map that most code uses.
import pMap from "p-map";
import { type Helpers, peer } from "../helpers.ts";

export const helpers: Helpers = {
  "bounded-map": {
    // Its mapper gets no signal: tasks that run when one fails continue, and the map does not wait for them.
    full: (items, limit, task, { signal }) =>
      pMap(items, (item, index) => task(item, index, signal), { concurrency: limit, signal }),
    bare: (items, limit, task) => pMap(items, task, { concurrency: limit }),
  },
};

export const port = peer("p-map", helpers);
