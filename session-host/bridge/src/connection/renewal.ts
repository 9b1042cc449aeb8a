import type { Channel } from '../channel';
import type { Connection } from './connection';

/** In these only a fresh page helps: another page took the connection, or WhatsApp wants a newer client. */
const turnedAway: ReadonlySet<string | null> = new Set(['CONFLICT', 'DEPRECATED_VERSION']);

/** Long enough for the other page of a host that is going away to be gone. */
const patienceMs = 60_000;

/**
 * Loads the page anew when WhatsApp has turned it away for 60 s: it would show a button and wait for
 * somebody to press it.
 */
export class Renewal {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly connection: Pick<Connection, 'onChange'>,
    private readonly channel: Pick<Channel, 'send'>,
    private readonly reload: () => void,
  ) {}

  start(): void {
    this.connection.onChange(({ state }) => {
      if (!turnedAway.has(state)) {
        clearTimeout(this.#timer);
        this.#timer = undefined;
      } else {
        this.#timer ??= setTimeout(() => this.#renew(state), patienceMs);
      }
    });
  }

  #renew(state: string | null): void {
    this.channel.send({ type: 'problem', problem: `turned_away: ${state}` });
    this.reload();
  }
}
