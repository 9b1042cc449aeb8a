import { done, OwnTable } from '../database';
import type { Message } from '../shapes/types';

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
 * host has in its log of events.
 */
export class LostMessages {
  readonly #table: OwnTable;

  constructor(factory: IDBFactory) {
    this.#table = new OwnTable(factory, 'griot-lost-messages', 'messages', 'id', [byChat]);
  }

  /**
   * Keeps the messages of events, each as the last one shows it.
   *
   * @param events the bodies of their deliveries, JSON, in their order
   */
  async add(events: readonly string[]): Promise<void> {
    const rows = await this.#table.rows('readwrite');
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
    const rows = await this.#table.rows('readonly');
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
    const rows = await this.#table.rows('readwrite');
    for (const chat of chats) {
      const keys = await done(rows.index(byChat).getAllKeys(chat));
      await Promise.all(keys.map((key) => done(rows.delete(key))));
    }
  }
}
