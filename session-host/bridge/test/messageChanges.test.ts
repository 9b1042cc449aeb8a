import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operations } from '../src/operations';
import type { Context } from '../src/operations/types';
import { FakeKey, FakeModel, FakeWid, pageWith, pairs } from './fakes';

const awa = '111@lid';
const me = FakeWid.of('999@lid');
const args = { chatId: awa, messageId: 'AB' };

test('waits until a message is deleted for everybody', async () => {
  const client = new Client({ canRevoke: true });
  const deleting = operations.messageDelete({ ...args, everyone: true }, client.context);
  await client.isTold;
  assert.deepEqual(client.commands, ['sendRevokeMsgs']);
  client.message.set({ type: 'revoked' });
  assert.deepEqual(await deleting, { success: true });
});

test('deletes here what WhatsApp does not delete for everybody', async () => {
  const client = new Client({ canRevoke: false });
  const deleting = operations.messageDelete({ ...args, everyone: true }, client.context);
  await client.isTold;
  assert.deepEqual(client.commands, ['sendDeleteMsgs']);
  client.remove();
  assert.deepEqual(await deleting, { success: true });
});

test('does not delete again what is deleted for everybody', async () => {
  const client = new Client({ canRevoke: true });
  client.message.set({ type: 'revoked' });
  await operations.messageDelete({ ...args, everyone: true }, client.context);
  assert.deepEqual(client.commands, []);
});

test('answers null for what cannot be edited', async () => {
  const client = new Client({ canRevoke: true });
  const answer = await operations.messageEdit({ ...args, content: 'new' }, client.context);
  assert.deepEqual(answer, { success: true, message: null });
});

test('reports a forward that left no copy', async () => {
  const client = new Client({ canRevoke: true });
  await assert.rejects(
    operations.messageForward({ ...args, destinationChatId: awa }, client.context),
    { code: 'REFUSED_BY_WHATSAPP' },
  );
});

test('waits for the copy of a forward to reach the server', async () => {
  const client = new Client({ canRevoke: true });
  client.forwards = true;
  assert.deepEqual(
    await operations.messageForward({ ...args, destinationChatId: awa }, client.context),
    { success: true },
  );
});

type Listener = (model?: FakeModel) => void;

/** Tells of what is added and removed, as WhatsApp's collections do. */
class Events {
  readonly #listeners: [event: string, listener: Listener][] = [];

  on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
  }

  off(event: string, listener: Listener): void {
    const at = this.#listeners.findIndex(([name, known]) => name === event && known === listener);
    this.#listeners.splice(at, at < 0 ? 0 : 1);
  }

  tell(event: string, model: FakeModel): void {
    for (const [name, listener] of [...this.#listeners]) {
      if (name === event) {
        listener(model);
      }
    }
  }
}

/** A client with one chat and one message. */
class Client {
  readonly commands: string[] = [];
  readonly message: FakeModel;
  readonly context: Context;
  forwards = false;
  readonly #store = new Events();
  #isThere = true;
  #told = (): void => {};
  readonly isTold = new Promise<void>((resolve) => {
    this.#told = resolve;
  });

  constructor({ canRevoke }: { canRevoke: boolean }) {
    const id = new FakeKey({ fromMe: true, remote: FakeWid.of(awa), id: 'AB' });
    this.message = new FakeModel({ id, t: 1, type: 'chat', body: 'old' });
    const chat = {
      id: FakeWid.of(awa),
      msgs: { getModelsArray: () => [this.message] },
    };
    const tell = (command: string) => () => {
      this.commands.push(command);
      this.#told();
    };
    const page = pageWith(
      {
        util: { createWid: FakeWid.of },
        conn: { getMyUserLid: () => me },
        chat: {
          editMessage: () => Promise.reject({ code: 'edit_message_error' }),
          forwardMessages: async () => this.#forward(),
        },
        whatsapp: {
          MsgKey: FakeKey,
          ChatStore: { get: () => chat },
          Cmd: {
            sendRevokeMsgs: tell('sendRevokeMsgs'),
            sendDeleteMsgs: tell('sendDeleteMsgs'),
          },
          MsgStore: Object.assign(this.#store, {
            get: () => (this.#isThere ? this.message : undefined),
          }),
          lidPnCache: pairs(),
        },
      },
      { WAWebMsgActionCapability: { canSenderRevokeMsg: () => canRevoke } },
    );
    this.context = { page, messageId: '3EB0AA' } as Context;
  }

  remove(): void {
    this.#isThere = false;
    this.#store.tell('remove', this.message);
  }

  #forward(): unknown[] {
    if (this.forwards) {
      const id = new FakeKey({ fromMe: true, remote: FakeWid.of(awa), id: 'CD' });
      // An own message is not marked as forwarded.
      this.#store.tell('add', new FakeModel({ id, t: 2, ack: 1, type: 'chat', body: 'old' }));
    }
    return [];
  }
}
