import { done, OwnTable } from '../database';

/** A message that was answered as pending. */
export interface Pending {
  /** Its key in WhatsApp, as text. */
  key: string;
  /** The time of the answer, unix ms. */
  at: number;
  /** The last time at which it may be sent, unix ms. */
  untilMs: number;
  /** The file that is not uploaded yet, as WhatsApp prepared it. */
  file?: Blob | undefined;
}

/** Stores the messages that were answered as pending. */
export interface PendingStore {
  all(): Promise<Pending[]>;
  get(key: string): Promise<Pending | undefined>;
  put(message: Pending): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Stores them in the bridge's own database, with the profile. A file may be as large as WhatsApp allows. */
export class IndexedPending implements PendingStore {
  readonly #table: OwnTable;

  constructor(factory: IDBFactory) {
    this.#table = new OwnTable(factory, 'griot-pending', 'messages', 'key');
  }

  async all(): Promise<Pending[]> {
    const rows = (await this.#table.rows('readonly')).getAll() as IDBRequest<Pending[]>;
    return done(rows);
  }

  async get(key: string): Promise<Pending | undefined> {
    const row = (await this.#table.rows('readonly')).get(key) as IDBRequest<Pending | undefined>;
    return done(row);
  }

  async put(message: Pending): Promise<void> {
    await done((await this.#table.rows('readwrite')).put(message));
  }

  async remove(key: string): Promise<void> {
    await done((await this.#table.rows('readwrite')).delete(key));
  }
}
