// What a reader chose, in the address: a link restores it. Each part of the page keeps entries of its own.

type Entries = () => Iterable<readonly [string, string]>;

const kept: Entries[] = [];

/** Has `entries` put into the address whenever something is chosen: only what differs from the page's first view. */
export function keepInAddress(entries: Entries): void {
  kept.push(entries);
}

/**
 * Puts into the address what is chosen now.
 *
 * @param otherwise where the address leads when nothing is chosen any more.
 */
export function writeAddress(otherwise: string): void {
  const address = new URLSearchParams(kept.flatMap((entries) => Array.from(entries(), (one) => [...one])));
  const text = address.toString();
  // A place in the page stays in the address until something is chosen.
  if (text !== "" || location.hash.includes("="))
    history.replaceState(null, "", `#${text === "" ? otherwise : text}`);
}

/** What the address says was chosen; undefined where it says nothing of it, or names a place. */
export function readAddress(): URLSearchParams | undefined {
  return location.hash.includes("=") ? new URLSearchParams(location.hash.slice(1)) : undefined;
}
