import type { Channel } from '../channel';
import { Failure } from '../failure';
import type { Page } from '../page';
import { type Watched, waitUntil, within } from '../waiting';
import { dropSignalSessions } from '../workarounds';

/** The time for which WhatsApp itself delays messages for the backlog. */
const backlogDeadlineMs = 300_000;
/** A slower database counts as not answering; the host asks again. */
const dropDeadlineMs = 60_000;

/** The result. If something is missing or failed, nothing may be sent yet. */
export interface Dropped {
  dropped: boolean;
  /** Missing parts by module and export. */
  missing: string[];
}

/**
 * Deletes the Signal sessions and own sender keys of a profile that may be outdated, on request of
 * the host, which knows the profile's age. One run at a time; concurrent calls share it.
 */
export class SignalDrop {
  #running: Promise<Dropped> | null = null;

  constructor(
    private readonly page: Page,
    private readonly channel: Pick<Channel, 'send'>,
    private readonly drop = dropSignalSessions,
  ) {}

  /** Never rejects. */
  run(): Promise<Dropped> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #run(): Promise<Dropped> {
    try {
      await this.#caughtUp();
      const missing = await within(
        this.drop(this.page, (problem) => this.channel.send({ type: 'problem', problem })),
        dropDeadlineMs,
        () => {
          throw new Failure('OVERLOADED');
        },
      );
      if (missing.length > 0) {
        this.#problem(missing.join(' '));
      }
      return { dropped: missing.length === 0, missing };
    } catch (error) {
      this.#problem(error instanceof Error ? error.name : typeof error);
      return { dropped: false, missing: [] };
    }
  }

  /**
   * Waits until the backlog is complete: it is decrypted by the old sessions, which WhatsApp writes
   * to its database only when it is complete. Does not wait if the page does not report this.
   */
  async #caughtUp(): Promise<void> {
    const cmd = this.page.wpp.whatsapp.Cmd as unknown as { isOfflineDeliveryEnd?: boolean };
    const ended: Watched = [cmd, 'offline_delivery_end_from_bridge'];
    await waitUntil(() => cmd.isOfflineDeliveryEnd !== false, [ended], backlogDeadlineMs);
  }

  #problem(why: string): void {
    this.channel.send({ type: 'problem', problem: `signal_not_reset: ${why}` });
  }
}
