// The file that a measured process runs where an example is measured beside its bare work.
import { bareModels } from "@byturns/bare";
import { host, models } from "@byturns/host";
import { inside } from "./inside.ts";

host(inside, { ...models, ...bareModels });
