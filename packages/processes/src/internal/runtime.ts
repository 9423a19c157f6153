// How a child process is started under the runtime that this process has.

/** What a child process may do under Deno beside computing and answering; Node and Bun do not ask. */
export interface ChildPermissions {
  readonly read?: readonly string[];
  readonly write?: readonly string[];
  readonly net?: readonly string[];
  readonly run?: readonly string[];
  readonly env?: readonly string[];
}

/** The arguments between the runtime's program and a file. Its own sources a child may always load, on Deno as well. */
export function runtimeArguments(permissions: ChildPermissions = {}): readonly string[] {
  if ("Deno" in globalThis) {
    const allowed = Object.entries(permissions).map(
      ([kind, places]: [string, readonly string[]]) =>
        `--allow-${kind}${places.includes("*") ? "" : `=${places.join(",")}`}`,
    );
    return ["run", "--no-prompt", ...allowed];
  }
  return "Bun" in globalThis ? ["run", "--no-install"] : [];
}

/** The environment of a child process: this one's; under Deno only the variables that the child may read. */
export function childEnvironment({
  env = [],
}: ChildPermissions = {}): Readonly<Record<string, string | undefined>> {
  if (!("Deno" in globalThis)) return process.env;
  const allowed = env.map((name) => [name, process.env[name]] as const);
  return { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1", ...Object.fromEntries(allowed) };
}
