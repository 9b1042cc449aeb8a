import { openSignalStorage, result, type SignalStoreName, write } from './database';

/** The state of a chain of message keys: its id, and the number of its next message. */
export interface ChainState {
  id: string;
  counter: number;
}

/** A session with a person's device. */
interface SessionRow {
  address: string;
  session: ChainState;
}

/** An own key of a group. */
interface SenderKeyRow {
  /** `<group>::<senderId>`. */
  senderKeyName: string;
  /** The address of the key's device. */
  senderId: string;
  senderKey: ChainState;
}

/** The people to whom a group's own key was given: wid, and whether they have it. */
interface ParticipantRow {
  groupId: string;
  senderKey: Map<string, boolean>;
}

interface Rows {
  'session-store': SessionRow;
  'senderkey-store': SenderKeyRow;
  participant: ParticipantRow;
}

let connection: Promise<IDBDatabase> | null = null;

/** Kept open, because every message is encrypted; closed when the database is to be deleted. */
function open(): Promise<IDBDatabase> {
  connection ??= openSignalStorage().then((database) => {
    database.onversionchange = () => {
      connection = null;
      database.close();
    };
    return database;
  });
  return connection;
}

/**
 * The tables of the Signal protocol. They belong to the profile, so restoring an older profile
 * restores an older state.
 */
export const signalRows = {
  async all<K extends SignalStoreName>(store: K): Promise<Rows[K][]> {
    return result((await open()).transaction(store).objectStore(store).getAll());
  },

  async get<K extends SignalStoreName>(store: K, key: string): Promise<Rows[K] | undefined> {
    return result((await open()).transaction(store).objectStore(store).get(key));
  },

  async put<K extends SignalStoreName>(store: K, rows: readonly Rows[K][]): Promise<void> {
    await write(await open(), [store], (transaction) => {
      for (const row of rows) {
        transaction.objectStore(store).put(row);
      }
    });
  },

  async remove(store: SignalStoreName, keys: readonly string[]): Promise<void> {
    await write(await open(), [store], (transaction) => {
      for (const key of keys) {
        transaction.objectStore(store).delete(key);
      }
    });
  },
};

/** Lets the database go; for tests. */
export async function closeSignalRows(): Promise<void> {
  const open = connection;
  connection = null;
  (await open)?.close();
}
