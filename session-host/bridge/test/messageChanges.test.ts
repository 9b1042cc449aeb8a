import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '../src/call/context';
import { operations } from '../src/operations';
import { FakeKey, FakeModel, FakeWid, limitedBy, pageWith, pairs } from './fakes';

const awa = '111@lid';
const me = FakeWid.of('999@lid');
const args = { chatId: awa, messageId: 'AB' };

test('waits until a message is deleted for everybody', async () => {
  const client = new Client({ canRevoke: true });
  const deleting = operations.messageDelete({ ...args, everyone: true }, client.context);
  await client.told(1);
  assert.deepEqual(client.commands, ['sendRevokeMsgs']);
  client.message.set({ type: 'revoked' });
  assert.deepEqual(await deleting, { success: true });
});

test('says that a deletion for everybody failed', async () => {
  const client = new Client({ canRevoke: true });
  client.result = 'ERROR_NETWORK';
  await assert.rejects(operations.messageDelete({ ...args, everyone: true }, client.context), {
    code: 'OVERLOADED',
    detail: 'ERROR_NETWORK',
  });
});

test('deletes here what WhatsApp does not delete for everybody', async () => {
  const client = new Client({ canRevoke: false });
  const deleting = operations.messageDelete({ ...args, everyone: true }, client.context);
  await client.told(1);
  assert.deepEqual(client.commands, ['sendDeleteMsgs']);
  client.remove();
  assert.deepEqual(await deleting, { success: true });
});

test('deletes and stars behind what hangs in the same chat', async () => {
  const never = new Promise<unknown>(() => undefined);
  for (const everyone of [true, false]) {
    const client = new Client({ canRevoke: true });
    Object.assign(client.promises, { sendRevokeMsgs: never, sendDeleteMsgs: never });
    const deleting = operations.messageDelete({ ...args, everyone }, client.context);
    await client.told(1);
    client.remove();
    assert.deepEqual(await deleting, { success: true });
  }
  const client = new Client({ canRevoke: true });
  client.promises.sendStarMsgs = never;
  const starring = operations.messageStar(args, client.context);
  await client.told(1);
  client.message.set({ star: true });
  assert.equal((await starring).success, true);
});

test('does not delete again what is deleted for everybody', async () => {
  const client = new Client({ canRevoke: true });
  client.message.set({ type: 'revoked' });
  await operations.messageDelete({ ...args, everyone: true }, client.context);
  assert.deepEqual(client.commands, []);
});

test('has the part of WhatsApp loaded that takes back a status post', async () => {
  const status = FakeWid.of('status@broadcast');
  const key = new FakeKey({ fromMe: true, remote: status, id: 'AB', participant: me });
  const post = new FakeModel({ id: key, t: 1, type: 'chat' });
  const modules: Record<string, unknown> = { WAWebEncryptAndSendStatusMsg: {} };
  const page = pageWith(
    {
      conn: { getMyUserLid: () => me, getMyUserWid: () => me },
      whatsapp: {
        MsgKey: FakeKey,
        MsgStore: { get: () => post },
        functions: {},
        lidPnCache: pairs(),
      },
    },
    modules,
  );
  const asked: string[][] = [];
  const bundles = { load: async (wanted: readonly string[]) => void asked.push([...wanted]) };
  const context = { page, bundles, limits: limitedBy() } as unknown as Context;
  const revoke = { chatId: 'status@broadcast', messageId: 'AB', everyone: true };
  await assert.rejects(operations.messageDelete(revoke, context), {
    code: 'UNAVAILABLE_IN_THIS_VERSION',
  });
  assert.ok(asked[0]?.includes('module WAWebRevokeStatusAction.sendStatusRevokeMsgAction'));
});

test('answers null for what cannot be edited', async () => {
  const client = new Client({ canRevoke: true });
  const answer = await operations.messageEdit({ ...args, content: 'new' }, client.context);
  assert.deepEqual(answer, { success: true, message: null });
});

const forwarding = { ...args, destinationChatId: awa };

test('forwards nothing that WhatsApp offers no forwarding for', async () => {
  const client = new Client({ canRevoke: true, canForward: false });
  await assert.rejects(operations.messageForward(forwarding, client.context), {
    code: 'REFUSED_BY_WHATSAPP',
  });
  assert.deepEqual(client.commands, []);
});

test('waits for the copy of a forward, which WhatsApp makes after it has answered', async () => {
  const client = new Client({ canRevoke: true });
  const forwarded = operations.messageForward(forwarding, client.context);
  await client.told(1);
  client.addCopy();
  assert.deepEqual(await forwarded, { success: true });
});

test('does not know what came of a forward that left no copy', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const client = new Client({ canRevoke: true });
  const forwarded = assert.rejects(operations.messageForward(forwarding, client.context), {
    code: 'OUTCOME_UNKNOWN',
  });
  await client.told(1);
  t.mock.timers.tick(10_000);
  await forwarded;
});

test('stars a message once it shows that, and takes WhatsApp to be overloaded otherwise', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const client = new Client({ canRevoke: true });
  const starring = operations.messageStar(args, client.context);
  await client.told(1);
  client.message.set({ star: true });
  assert.equal((await starring).success, true);
  const unstarring = assert.rejects(operations.messageUnstar(args, client.context), {
    code: 'OVERLOADED',
  });
  await client.told(2);
  t.mock.timers.tick(10_000);
  await unstarring;
});

type Listener = (model?: FakeModel) => void;

/** Emits events for added and removed items, like WhatsApp's collections. */
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
  /** The operations under way in the chat. */
  readonly promises: Record<string, Promise<unknown>> = {};
  result = 'OK';
  readonly message: FakeModel;
  readonly context: Context;
  readonly #store = new Events();
  #isThere = true;

  constructor({ canRevoke, canForward = true }: { canRevoke: boolean; canForward?: boolean }) {
    const id = new FakeKey({ fromMe: true, remote: FakeWid.of(awa), id: 'AB' });
    this.message = new FakeModel({ id, t: 1, type: 'chat', body: 'old', star: false });
    const chat = {
      id: FakeWid.of(awa),
      msgs: { getModelsArray: () => [this.message] },
      promises: this.promises,
    };
    const tell = (command: string) => () => {
      this.commands.push(command);
    };
    // As in WhatsApp: a call during an operation gets that operation's end.
    const once = <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const begun = (this.promises[name] as Promise<T> | undefined) ?? work();
      this.promises[name] = begun;
      return begun.finally(() => delete this.promises[name]);
    };
    const page = pageWith(
      {
        util: { createWid: FakeWid.of },
        conn: { getMyUserLid: () => me },
        chat: {
          editMessage: () => Promise.reject({ code: 'edit_message_error' }),
          find: async () => chat,
          forwardMessages: async () => {
            tell('forwardMessages')();
            return [];
          },
        },
        whatsapp: {
          MsgKey: FakeKey,
          ChatStore: { get: () => chat },
          BlocklistStore: { getModelsArray: () => [] },
          MsgStore: Object.assign(this.#store, {
            get: () => (this.#isThere ? this.message : undefined),
          }),
          lidPnCache: pairs(),
        },
      },
      {
        WAWebChatSendMessages: {
          sendStarMsgs: () => once('sendStarMsgs', async () => tell('sendStarMsgs')()),
          sendRevokeMsgs: (_chat: object, { list }: { list: unknown[] }) =>
            once('sendRevokeMsgs', async () => {
              tell('sendRevokeMsgs')();
              return list.map(() => ({ messageSendResult: this.result }));
            }),
          sendDeleteMsgs: ({ record }: { record: { list: unknown[] } }) =>
            once('sendDeleteMsgs', async () => {
              tell('sendDeleteMsgs')();
              return record.list.length;
            }),
        },
        WAWebMsgActionCapability: {
          canSenderRevokeMsg: () => canRevoke,
          canForwardMsg: () => canForward,
        },
      },
    );
    this.context = { page, messageId: '3EB0AA', limits: limitedBy() } as Context;
  }

  /**
   * Resolves when WhatsApp got the given number of commands and the code that waits for them has
   * continued.
   */
  async told(count: number): Promise<void> {
    for (let turn = 0; turn < 100 && this.commands.length < count; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise((resolve) => setImmediate(resolve));
  }

  remove(): void {
    this.#isThere = false;
    this.#store.tell('remove', this.message);
  }

  /** An own message is not marked as forwarded. */
  addCopy(): void {
    const id = new FakeKey({ fromMe: true, remote: FakeWid.of(awa), id: 'CD' });
    this.#store.tell('add', new FakeModel({ id, t: 2, ack: 1, type: 'chat', body: 'old' }));
  }
}
