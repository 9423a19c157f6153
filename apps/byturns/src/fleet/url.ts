// The URL of a fleet's database, as it was typed and as it is used.

/** The URL with the password of the environment (`PGPASSWORD`) where it has none: a command line is seen by others. */
export function fleetUrl(typed: string): string {
  const { PGPASSWORD } = process.env;
  if (PGPASSWORD === undefined || !URL.canParse(typed)) return typed;
  const url = new URL(typed);
  if (url.password !== "" || url.username === "") return typed;
  url.password = encodeURIComponent(PGPASSWORD);
  return url.href;
}
