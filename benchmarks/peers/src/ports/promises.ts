// Ours, in front of the questions that are put only here.
import { port as ours } from "@byturns/promises";
import { boundedMap } from "@byturns/promises/bounded-map";
import { contender } from "../contender.ts";
import { boundedMapPlays } from "../plays/bounded-map.ts";

export const port = contender("promises", boundedMapPlays(boundedMap, boundedMap), ours);
