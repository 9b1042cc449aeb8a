import type { Message } from '../shapes/types';

const database = 'griot-lost-messages';
const table = 'messages';
const byChat = 'chat';

interface Row {
  /** The message's serialised id. */
  id: string;
  chat: string;
  message: Message;
}

interface Delivery {
  dataType?: string;
  data?: { message?: Message };
}

/**
 * Messages that WhatsApp's own history lacks, because the profile was put back to an older copy: those that the
 * host has in its log of events. A database of the bridge's own; the profile's checkpoint takes it along.
 */
export class LostMessages {
  #opened: Promise<IDBDatabase> | null = null;

  constructor(private readonly factory: IDBFactory) {}

  /**
   * Keeps the messages of events, each as the last one shows it.
   *
   * @param events the bodies of their deliveries, JSON, in their order
   */
  async add(events: readonly string[]): Promise<void> {
    const rows = (await this.#open()).transaction(table, 'readwrite').objectStore(table);
    for (const event of events) {
      const { dataType = '', data } = JSON.parse(event) as Delivery;
      const message = data?.message;
      if (dataType.startsWith('message') && message?.id?._serialized !== undefined) {
        const { _serialized: id, remote: chat } = message.id;
        const row: Row = { id, chat, message };
        const request: IDBRequest =
          dataType === 'message_revoke_me' ? rows.delete(id) : rows.put(row);
        await done(request);
      }
    }
  }

  /** A chat's messages, the oldest first, by all the ids that it may have. */
  async ofChat(chats: readonly string[]): Promise<Message[]> {
    const rows = (await this.#open()).transaction(table, 'readonly').objectStore(table);
    const found = await Promise.all(
      chats.map((chat) => done<Row[]>(rows.index(byChat).getAll(chat))),
    );
    return found
      .flat()
      .map(({ message }) => message)
      .sort((one, other) => one.timestamp - other.timestamp);
  }

  /** Forgets a chat's messages: it was emptied or deleted. */
  async forget(chats: readonly string[]): Promise<void> {
    const rows = (await this.#open()).transaction(table, 'readwrite').objectStore(table);
    for (const chat of chats) {
      const keys = await done(rows.index(byChat).getAllKeys(chat));
      await Promise.all(keys.map((key) => done(rows.delete(key))));
    }
  }

  #open(): Promise<IDBDatabase> {
    this.#opened ??= new Promise((resolve, reject) => {
      const request = this.factory.open(database, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(table, { keyPath: 'id' }).createIndex(byChat, byChat);
      };
      request.onsuccess = () => {
        // Whoever deletes all of the origin's databases must not wait for this one.
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
