import type { Surroundings } from '../surroundings';
import { type Account, NotNow, type PairingApi, type State } from './api';

/** The page's state. */
export interface View {
  step: State['state'] | 'loading' | 'not_served' | 'paused';
  /** The QR code's text. */
  qr?: string | undefined;
  /** The account that was linked, once it is known. */
  account?: Account | undefined;
  /** Whether the phone that was linked before has removed the device. */
  unlinked: boolean;
  /** Whether the last question was not answered. */
  offline: boolean;
  /** The time since which it shows this step, in ms. */
  since: number;
}

/** Milliseconds until the next request. A scan shows within a second; nothing else is in a hurry. */
const PAUSES: Partial<Record<View['step'], number>> = {
  idle: 1000,
  preparing: 2000,
  scan: 1000,
  linking: 1000,
  passkey: 3000,
};

/** The time in ms after the last touch of the page, after which it sends no more requests. */
export const RESTS_AFTER_MS = 180_000;

const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 30_000;
const ACCOUNT_TRIES = 20;

/**
 * Follows a linking: polls the state, starts the session once, and stops when nothing more can
 * change. It sends no requests while the page is hidden or unattended.
 */
export class Watch {
  #view: View;
  #cancel: () => void = () => {};
  #asking = false;
  #isEnded = false;
  #isStarted = false;
  #failures = 0;
  #accountTries = 0;
  #touchedAt: number;

  constructor(
    private readonly api: PairingApi,
    private readonly around: Surroundings,
    private readonly show: (view: View) => void,
  ) {
    this.#touchedAt = around.now();
    this.#view = { step: 'loading', unlinked: false, offline: false, since: around.now() };
  }

  /** Shows the first state, and begins to poll. */
  begin(): void {
    this.show(this.#view);
    this.go();
  }

  /** Continues, also after a pause. */
  go(): void {
    this.touched();
    if (this.#view.step === 'paused') {
      this.#isStarted = false;
      this.#set({ step: 'loading' });
    }
    this.#next(0);
  }

  /** Asks for nothing more: the part that shows it is gone. */
  end(): void {
    this.#isEnded = true;
    this.#cancel();
  }

  /** Somebody is there. */
  touched(): void {
    this.#touchedAt = this.around.now();
  }

  /** Called when the page becomes visible or hidden. */
  visibilityChanged(): void {
    if (this.around.isHidden()) {
      this.#cancel();
    } else if (!this.#isOver()) {
      this.go();
    }
  }

  /** Starts again after WhatsApp asked for a passkey. */
  async again(): Promise<void> {
    this.touched();
    try {
      await this.#start();
      this.#goOn();
    } catch (e) {
      this.#failed(e);
    }
  }

  #isOver(): boolean {
    const { step, account } = this.#view;
    return step === 'linked' ? account !== undefined : step !== 'loading' && !(step in PAUSES);
  }

  #next(ms: number): void {
    this.#cancel();
    if (!this.#isEnded && !this.around.isHidden()) {
      this.#cancel = this.around.after(ms, () => void this.#ask());
    }
  }

  async #ask(): Promise<void> {
    if (this.#asking) {
      return;
    }
    if (this.#view.step !== 'loading' && this.around.now() - this.#touchedAt > RESTS_AFTER_MS) {
      this.#set({ step: 'paused' });
      return;
    }
    this.#asking = true;
    try {
      this.#take(await this.api.state());
      if (this.#view.step === 'idle') {
        await this.#startOnce();
      } else if (this.#view.step === 'linked') {
        await this.#askAccount();
      }
      this.#failures = 0;
      this.#goOn();
    } catch (e) {
      this.#failed(e);
    } finally {
      this.#asking = false;
    }
  }

  #take(state: State): void {
    if (state.state === 'linking' || state.state === 'linked') {
      this.touched();
    }
    this.#set({
      step: state.state,
      qr: state.qr,
      unlinked: state.unlinked === true,
      offline: false,
    });
  }

  #goOn(): void {
    const step = this.#view.step;
    if (step === 'linked' && this.#view.account === undefined) {
      this.#next(1000);
    } else if (PAUSES[step] !== undefined) {
      this.#next(PAUSES[step]);
    }
  }

  #failed(e: unknown): void {
    this.#failures++;
    this.#set({ step: this.#view.step, offline: true });
    const asked = e instanceof NotNow ? e.retryAfterMs : null;
    this.#next(asked ?? Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LAST_RETRY_MS));
  }

  /**
   * Starts the session once. A session that stopped again because nobody linked it waits for a
   * touch of the page.
   */
  async #startOnce(): Promise<void> {
    if (this.#isStarted) {
      this.#set({ step: 'paused' });
    } else {
      await this.#start();
    }
  }

  async #start(): Promise<void> {
    const { success } = await this.api.start();
    this.#isStarted = true;
    this.#set({ step: success ? 'preparing' : 'not_served', qr: undefined });
  }

  async #askAccount(): Promise<void> {
    const account = await this.api.account();
    if (account.success || ++this.#accountTries >= ACCOUNT_TRIES) {
      this.#set({ step: 'linked', account });
    }
  }

  #set(changes: Partial<View> & Pick<View, 'step'>): void {
    const since = changes.step === this.#view.step ? this.#view.since : this.around.now();
    this.#view = { ...this.#view, ...changes, since };
    if (!this.#isEnded) {
      this.show(this.#view);
    }
  }
}
