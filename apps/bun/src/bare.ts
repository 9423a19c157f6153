// The entry of a measured process when an example is measured beside its bare work.
import { bareModels } from "@byturns/bare";
import { host, models } from "@byturns/host";
import { inside } from "./inside.ts";

host(inside, { ...models, ...bareModels });
