// Appends the same record until the journal fails; started by a test under a limit on file size.
import { openJournal, RecordLost } from "@byturns/record";
import { forkOf } from "./made-up.ts";

const journal = await openJournal(process.argv[2] ?? "");
let appended = 0;
try {
  for (; appended < 1_000; appended++) await journal.append(forkOf(appended, 0));
} catch (error) {
  console.log(
    JSON.stringify({ appended, lost: error instanceof RecordLost, message: (error as Error).message }),
  );
}
