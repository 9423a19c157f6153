// The entry of a measured process for an example of one's own: its file, which the job names, brings its models.
import { ownPort } from "@byturns/define/port";
import { host } from "@byturns/host";
import { inside } from "./inside.ts";

host(inside, ({ model, module = "" }) => ({ [model]: () => ownPort(module, model) }));
