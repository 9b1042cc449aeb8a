import type { Page } from '../page';
import { markAvailable } from '../workarounds';
import type { Connection } from './connection';

/** Kept with the profile: a page that is loaded anew is to be as available as the one before. */
const keptAs = 'griot.available';

/** Whether somebody asked for the account to be shown as available. */
function isWanted(window: Window): boolean {
  try {
    return window.localStorage.getItem(keptAs) === 'true';
  } catch {
    // Storage that cannot be read has nothing of ours.
    return false;
  }
}

/**
 * Whether the account is available. While it is, WhatsApp's server keeps the phone's notifications back;
 * so it is not, unless somebody asks for it.
 *
 * WhatsApp's page takes its focus for somebody's presence, and a headless page has it: left alone, each
 * fresh page would be available for its first 90 s.
 */
export class Presence {
  constructor(
    private readonly page: Page,
    private readonly connection: Connection,
  ) {}

  /** Before WhatsApp's own scripts run: their first login already says whether the page has the focus. */
  static prepare(window: Window): void {
    const { document } = window;
    if (document !== undefined) {
      document.hasFocus = () => isWanted(window);
    }
  }

  start(): void {
    const { Stream } = this.page.wpp.whatsapp;
    Stream.on('change:available', () => {
      if (Boolean(Stream.available) !== isWanted(this.page.window)) {
        this.#apply();
      }
    });
    this.connection.onChange((now, before) => {
      if (now.usable && !before.usable) {
        // Also where it counts as unavailable: the last login may have said otherwise.
        this.#apply();
      }
    });
  }

  /** From now on, and in the pages to come. Rejects when the server cannot be told. */
  async want(available: boolean): Promise<void> {
    this.page.window.localStorage.setItem(keptAs, String(available));
    this.#apply();
    const { ChatPresence } = this.page.wpp.whatsapp;
    await (available
      ? ChatPresence.sendPresenceAvailable()
      : ChatPresence.sendPresenceUnavailable());
  }

  /** Before the main screen there is nothing to mark: a login tells what the focus says. */
  #apply(): void {
    if (this.connection.observe().usable) {
      markAvailable(this.page, isWanted(this.page.window));
    }
  }
}
