import type { Page } from '../page';

/**
 * `WAWebContactStatusBridge.setMyStatus`: after it, wa-js's `profile.setMyStatus` loads the account's own
 * text once more, and fails when that does.
 */
export async function setAbout(page: Page, text: string): Promise<void> {
  await page.wpp.whatsapp.functions.setMyStatus(text);
}

/**
 * `WAWebUserPrefsGeneral.setAutoDownload…`: wa-js's `conn.setAutoDownloadSettings` reloads the page
 * after it, which would end everything that runs there.
 */
export function setAutoDownload(
  page: Page,
  kind: 'Audio' | 'Documents' | 'Photos' | 'Videos',
  flag: boolean,
): void {
  const preferences = page.module<Record<string, (flag: boolean) => void>>('WAWebUserPrefsGeneral');
  preferences?.[`setAutoDownload${kind}`]?.(flag);
}

/** `Socket.reconnect`, which wa-js does not wrap. */
export function reconnect(page: Page): void {
  (page.wpp.whatsapp.Socket as unknown as { reconnect(): void }).reconnect();
}

interface Debugging {
  Debug?: { VERSION?: unknown };
}

/**
 * `Debug.VERSION`, by which wa-js recognises that WhatsApp has started: without it half of wa-js never
 * does, such as what tells channels from chats. WhatsApp sets it late and not for everybody; wa-js then
 * would, but by a constant of a module that the narrowed view does not have.
 */
export function exposeVersion(page: Page): void {
  const window = page.window as unknown as Debugging;
  const version = page.module<{ VERSION_STR?: unknown }>('WAWebBuildConstants')?.VERSION_STR;
  if (!window.Debug?.VERSION && typeof version === 'string') {
    window.Debug = { ...window.Debug, VERSION: version };
  }
}

/** WhatsApp Web's version; null if it reports none. */
export function webVersion(page: Page): string | null {
  exposeVersion(page);
  const { Debug } = page.window as unknown as Debugging;
  return typeof Debug?.VERSION === 'string' ? Debug.VERSION : null;
}
