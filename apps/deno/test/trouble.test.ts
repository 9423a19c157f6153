import { trouble } from "@byturns/contract/trouble";
import { inside } from "../src/inside.ts";

await trouble(inside);
