// A disk that fills up during a run: `node src/full-disk.ts`. A small in-memory disk, in a separate namespace (Linux);
// the run stops on it, prints why, and resumes when there is room again.
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const script = 'mount -t tmpfs -o size=512k tmpfs "$1" && exec "$2" "$3" "$1"';
const filling = fileURLToPath(new URL("./filling.ts", import.meta.url));
const disk = await mkdtemp(join(tmpdir(), "byturns-disk-"));
try {
  const words = ["-rm", "sh", "-c", script, "sh", disk, process.execPath, filling];
  const { status, error } = spawnSync("unshare", words, { stdio: "inherit" });
  if (error !== undefined || status === null) {
    console.log(`not measured  a disk that fills: no disk of its own can be made here (${error?.message})`);
  } else process.exitCode = status;
} finally {
  await rm(disk, { recursive: true, force: true });
}
