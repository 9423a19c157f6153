export { type Assembled, assembleAll } from "./assemble.ts";
export { type Packed, packAll } from "./pack.ts";
export { publishable, type Workspace } from "./workspaces.ts";
