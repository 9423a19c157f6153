// p-limit: the permit that most code uses, for a map as well.
import pLimit from "p-limit";
import { contender } from "../contender.ts";
import { boundedMapPlays } from "../plays/bounded-map.ts";

export const port = contender("p-limit", {
  ...boundedMapPlays(
    (items, limit, task, { signal }) => pLimit(limit).map(items, (item, index) => task(item, index, signal)),
    (items, limit, task) => pLimit(limit).map(items, task),
  ),
});
