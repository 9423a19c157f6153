// The URL of a fleet's database, as given and as used.

/**
 * Adds the password from the environment (`PGPASSWORD`) if the URL has none: command lines are visible to other users.
 */
export function fleetUrl(typed: string): string {
  const { PGPASSWORD } = process.env;
  if (PGPASSWORD === undefined || !URL.canParse(typed)) return typed;
  const url = new URL(typed);
  if (url.password !== "" || url.username === "") return typed;
  url.password = encodeURIComponent(PGPASSWORD);
  return url.href;
}
