import type { Page } from '../page';
import { markAvailable } from '../workarounds';
import type { Connection } from './connection';

/** Stored with the profile, so that a reloaded page is as available as before. */
const keptAs = 'griot.available';

/** Whether the account was requested to be shown as available. */
function isWanted(window: Window): boolean {
  try {
    return window.localStorage.getItem(keptAs) === 'true';
  } catch {
    // Unreadable storage contains nothing of ours.
    return false;
  }
}

/**
 * Sets whether the account is available. While it is, WhatsApp's server does not notify the phone;
 * so it is unavailable unless requested.
 *
 * WhatsApp's page treats its focus as a person's presence, and a headless page has the focus: by
 * default each new page would be available for its first 90 s.
 */
export class Presence {
  constructor(
    private readonly page: Page,
    private readonly connection: Connection,
  ) {}

  /** Must run before WhatsApp's own scripts: their first login already reports the focus. */
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
        // Applied also when unavailable, because the last login may have reported otherwise.
        this.#apply();
      }
    });
  }

  /** Sets the availability for this page and later ones. Rejects when the server cannot be told. */
  async want(available: boolean): Promise<void> {
    this.page.window.localStorage.setItem(keptAs, String(available));
    this.#apply();
    const { ChatPresence } = this.page.wpp.whatsapp;
    await (available
      ? ChatPresence.sendPresenceAvailable()
      : ChatPresence.sendPresenceUnavailable());
  }

  /** Applies the setting. Before the main screen the login itself reports it. */
  #apply(): void {
    if (this.connection.observe().usable) {
      markAvailable(this.page, isWanted(this.page.window));
    }
  }
}
