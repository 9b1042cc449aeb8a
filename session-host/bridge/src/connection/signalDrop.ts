import type { Channel } from '../channel';
import { Failure } from '../failure';
import type { Page } from '../page';
import { type Watched, waitUntil, within } from '../waiting';
import { dropSignalSessions } from '../workarounds';

/** As long as WhatsApp itself holds messages back for the backlog. */
const backlogDeadlineMs = 300_000;
/** A database that takes longer does not answer: the host asks again. */
const dropDeadlineMs = 60_000;

/** How it ended. With something missing, or failed, nothing may be sent yet. */
export interface Dropped {
  dropped: boolean;
  /** By module and export. */
  missing: string[];
}

/**
 * Drops the Signal sessions and own sender keys of a profile that may have gone back, when the host asks
 * for it: it knows the profile's age. One run at a time; who asks again waits for the same one.
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
   * Waits until what was missed has come: it is decrypted by the old sessions, which WhatsApp writes to
   * its database only when it is through. A page that does not say when that is, is not waited for.
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
