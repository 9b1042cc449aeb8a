import type { PageConfig } from '../protocol';

export interface PageOptions {
  readonly fillers: number;
  readonly leaveOut: ReadonlySet<string>;
  /** Whether the databases take longer to open than a page waits. */
  readonly slowStorage: boolean;
}

/**
 * The page's settings: the server's `/page-config.json`, overridden by the address's parameters
 * (`?fillers=20000&leaveOut=WAWebX,WAWebY`). Without that file there are none.
 */
export async function pageOptions(search: string): Promise<PageOptions> {
  const configured = await fetchPageConfig();
  const parameters = new URLSearchParams(search);
  const fillers = parameters.get('fillers');
  const leaveOut = parameters.get('leaveOut');
  return {
    fillers: Math.max(
      0,
      Math.trunc(fillers === null ? (configured.fillers ?? 0) : Number(fillers)) || 0,
    ),
    leaveOut: new Set(leaveOut === null ? (configured.leaveOut ?? []) : leaveOut.split(',')),
    slowStorage: configured.slowStorage ?? false,
  };
}

export async function fetchPageConfig(): Promise<PageConfig> {
  const response = await fetch('/page-config.json', { signal: AbortSignal.timeout(5_000) });
  return response.ok ? ((await response.json()) as PageConfig) : {};
}
