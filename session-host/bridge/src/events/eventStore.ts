import { type EventStore, idOf, type Kept } from './outbox';

const database = 'griot';
const table = 'events';

/**
 * Stores events in the bridge's own database, beside WhatsApp's, which it does not touch. The
 * profile's checkpoint includes it.
 */
export class IndexedEvents implements EventStore {
  #opened: Promise<IDBDatabase> | null = null;

  constructor(private readonly factory: IDBFactory) {}

  async all(): Promise<Kept[]> {
    const rows = await done<(Kept & { id: string })[]>(
      (await this.#table('readonly')).getAll() as IDBRequest<(Kept & { id: string })[]>,
    );
    return rows.map(({ id: _, ...event }) => event);
  }

  async put(events: readonly Kept[]): Promise<void> {
    const rows = await this.#table('readwrite');
    await Promise.all(
      events.map((event) => done(rows.put({ ...event, id: idOf(event.name, event.key) }))),
    );
  }

  async remove(events: readonly (readonly [name: string, key: string])[]): Promise<void> {
    const rows = await this.#table('readwrite');
    await Promise.all(events.map(([name, key]) => done(rows.delete(idOf(name, key)))));
  }

  async #table(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    const opened = await this.#open();
    // Relaxed durability: a write that the operating system has survives the browser.
    return opened.transaction(table, mode, { durability: 'relaxed' }).objectStore(table);
  }

  #open(): Promise<IDBDatabase> {
    this.#opened ??= new Promise((resolve, reject) => {
      const request = this.factory.open(database, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(table, { keyPath: 'id' });
      };
      request.onsuccess = () => {
        // A deletion of all of the origin's databases must not wait for this one.
        request.result.onversionchange = () => {
          request.result.close();
          this.#opened = null;
        };
        resolve(request.result);
      };
      request.onerror = () => {
        this.#opened = null;
        reject(request.error);
      };
    });
    return this.#opened;
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
