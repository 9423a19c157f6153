// p-map: the map that most code uses.
import pMap from "p-map";
import { contender } from "../contender.ts";
import { boundedMapPlays } from "../plays/bounded-map.ts";

export const port = contender(
  "p-map",
  boundedMapPlays(
    // Its mapper is handed no signal: what runs when one fails goes on, and the map does not wait for it.
    (items, limit, task, { signal }) =>
      pMap(items, (item, index) => task(item, index, signal), { concurrency: limit, signal }),
    (items, limit, task) => pMap(items, task, { concurrency: limit }),
  ),
);
