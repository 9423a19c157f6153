// A private PostgreSQL for tests and drills, on a free port, with its data in a temporary folder.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { accessSync, constants, globSync, readFileSync } from "node:fs";
import { appendFile, chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

/** The command that installs it. */
export const installPostgres = "apt-get install -y postgresql";

/** A server that can be stopped and started again without losing its data. */
export interface Postgres extends AsyncDisposable {
  /** `postgres://…`, for its owner. */
  readonly url: string;
  readonly port: number;
  start(): Promise<void>;
  /** @param signal `SIGINT` ends its clients' sessions and flushes all data; `SIGKILL` does neither. */
  stop(signal?: "SIGINT" | "SIGKILL"): Promise<void>;
}

/** The folder of PostgreSQL's programs, or undefined if it is not installed. */
export function findPostgres(): string | undefined {
  const folders = [
    ...globSync("/usr/lib/postgresql/*/bin").toSorted().reverse(),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return folders.find((folder) => ["initdb", "postgres"].every((name) => canStart(join(folder, name))));
}

/**
 * Makes a database cluster and starts it. PostgreSQL refuses to run as root; it then runs as `postgres` or `nobody`.
 *
 * @param network an additional address to listen on, and the addresses allowed there: `{ host: "10.9.0.1", from:
 * "10.9.0.0/24" }`.
 * @throws Error when PostgreSQL is not installed or does not start.
 */
export async function startPostgres(network?: {
  readonly host: string;
  readonly from: string;
}): Promise<Postgres> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error(`There is no PostgreSQL here: ${installPostgres}`);
  const folder = await mkdtemp(join(tmpdir(), "byturns-postgres-"));
  const data = join(folder, "data");
  const password = randomBytes(12).toString("hex");
  const user = process.getuid?.() === 0 ? unprivileged() : undefined;
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, password);
  if (user !== undefined)
    await Promise.all([folder, passwordFile].map((path) => chown(path, user.uid, user.gid)));
  await chmod(folder, 0o700);
  await promisify(execFile)(
    join(programs, "initdb"),
    [
      "-D",
      data,
      "-U",
      "owner",
      "-A",
      "scram-sha-256",
      `--pwfile=${passwordFile}`,
      "-E",
      "UTF8",
      "--locale=C",
      "-N",
    ],
    { ...user, cwd: folder },
  );
  if (network !== undefined) {
    await appendFile(join(data, "pg_hba.conf"), `host all all ${network.from} scram-sha-256\n`);
  }
  const host = network?.host ?? "127.0.0.1";
  const port = await freePort();
  let server: ChildProcess | undefined;
  const start = async () => {
    const settings = {
      port,
      listen_addresses: host === "127.0.0.1" ? host : `${host},127.0.0.1`,
      unix_socket_directories: "",
    };
    const words = Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
    const postgres = [join(programs, "postgres"), "-D", data, ...words];
    // It must not outlive the process that started it, however that ends.
    const tied = canStart("/usr/bin/setpriv") ? ["/usr/bin/setpriv", "--pdeathsig", "INT"] : [];
    const [command, ...rest] = [...tied, ...postgres] as [string, ...string[]];
    const child = spawn(command, rest, { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    server = child;
    let said = "";
    await new Promise<void>((resolve, reject) => {
      child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        said = (said + text).slice(-4_096);
        if (said.includes("ready to accept connections")) resolve();
      });
      child.once("error", reject);
      child.once("exit", () => reject(new Error(`PostgreSQL does not start: ${said}`)));
    });
  };
  const stop = async (signal: "SIGINT" | "SIGKILL" = "SIGINT") => {
    const child = server;
    server = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  await start();
  return {
    url: `postgres://owner:${password}@${host}:${port}/postgres`,
    port,
    start,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function unprivileged(): { readonly uid: number; readonly gid: number } {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  const entry = ["postgres", "nobody"].flatMap((name) =>
    lines.filter((line) => line.startsWith(`${name}:`)),
  )[0];
  const [, , uid, gid] = (entry ?? "nobody:x:65534:65534").split(":");
  return { uid: Number(uid), gid: Number(gid) };
}

function canStart(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return dirname(path) !== "";
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
