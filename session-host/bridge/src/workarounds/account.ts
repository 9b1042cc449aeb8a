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

/**
 * `WAWebBuildConstants.VERSION_STR`: WhatsApp sets `Debug.VERSION` late and not for everybody, wa-js only
 * when it sees all modules, and its `conn.getBuildConstants` goes through all of them. Null where
 * neither is there.
 */
export function webVersion(page: Page): string | null {
  const { Debug } = page.window as unknown as { Debug?: { VERSION?: unknown } };
  const constants = page.module<{ VERSION_STR?: unknown }>('WAWebBuildConstants');
  const version = Debug?.VERSION ?? constants?.VERSION_STR;
  return typeof version === 'string' ? version : null;
}
