/** Where somebody is in the console: the part behind the `#`, cut at its slashes. */
export type Route = readonly string[];

/** Reads a part of an address. Anything that cannot be read is nowhere. */
export function routeOf(hash: string): Route {
  try {
    return hash
      .replace(/^#?\/?/, '')
      .split('/')
      .filter(Boolean)
      .map(decodeURIComponent);
  } catch {
    return [];
  }
}

/** The part of an address that leads there. */
export function linkTo(...route: string[]): string {
  return `#/${route.map(encodeURIComponent).join('/')}`;
}
