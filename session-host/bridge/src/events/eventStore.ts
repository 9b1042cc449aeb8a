import { done, OwnTable } from '../database';
import { type EventStore, idOf, type Kept } from './outbox';

/** Stores events in the bridge's own database. */
export class IndexedEvents implements EventStore {
  readonly #table: OwnTable;

  constructor(factory: IDBFactory) {
    this.#table = new OwnTable(factory, 'griot', 'events', 'id');
  }

  async all(): Promise<Kept[]> {
    const rows = await done<(Kept & { id: string })[]>(
      (await this.#table.rows('readonly')).getAll() as IDBRequest<(Kept & { id: string })[]>,
    );
    return rows.map(({ id: _, ...event }) => event);
  }

  async put(events: readonly Kept[]): Promise<void> {
    const rows = await this.#table.rows('readwrite');
    await Promise.all(
      events.map((event) => done(rows.put({ ...event, id: idOf(event.name, event.key) }))),
    );
  }

  async remove(events: readonly (readonly [name: string, key: string])[]): Promise<void> {
    const rows = await this.#table.rows('readwrite');
    await Promise.all(events.map(([name, key]) => done(rows.delete(idOf(name, key)))));
  }
}
