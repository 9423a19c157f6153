// A measured process, as an app starts one.
import { host } from "../src/host.ts";

host({ runtime: "node", versions: () => ({}), collectGarbage: () => {} });
