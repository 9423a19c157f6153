import { contract } from "@byturns/contract";
import { inside } from "../src/inside.ts";

await contract(inside);
