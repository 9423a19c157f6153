// The runner of `share.ts`, in a separate process: prints a line when it has joined, and ends with its parent.
import type { Socket } from "node:net";
import { joinFleet } from "@byturns/fleet";
import { catalog, sources } from "./catalog.ts";

const [, , url = "", name = "", spool = ""] = process.argv;
process.stdin.on("end", () => process.exit(1)).resume();
(process.stdin as Partial<Socket> as Socket).unref();
const stop = new AbortController();
process.on("SIGTERM", () => stop.abort());
const onEvent = ({ _tag }: { readonly _tag: string }) => {
  if (_tag === "joined") process.stdout.write("joined\n");
};
await joinFleet(catalog, { url, name, spool, onEvent, sources: async () => sources }, stop.signal);
