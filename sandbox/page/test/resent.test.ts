import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { WireContact, WireMessage } from '../src/protocol';

// Browser globals that modules read while loading.
Object.assign(globalThis, { addEventListener: () => undefined });
Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });

const { setMe } = await import('../src/modules/account/userPrefs');
await import('../src/modules/chat/inbox');
const { msgCollection } = await import('../src/modules/message/msg');
const { link } = await import('../src/net/link');
const { applyWorldPush } = await import('../src/session/applyPush');
const { closeStorage, openStorage, records } = await import('../src/store/storage');

type Model = { id: { id: string }; type: string; isNewMsg: boolean };

const contact: WireContact = {
  pn: null,
  lid: '200000000000002@lid',
  name: null,
  pushname: 'Awa',
  isBusiness: false,
  about: '',
  username: 'awa.k',
};

function message(id: string, more: Partial<WireMessage> = {}): WireMessage {
  return {
    id,
    chat: contact.lid,
    fromMe: false,
    participant: null,
    t: 1_700_000_000,
    type: 'chat',
    body: 'hello',
    attributes: {},
    quoted: null,
    ack: 1,
    notifyName: 'Awa',
    ...more,
  };
}

const placeholder = (id: string) => message(id, { type: 'ciphertext', body: '' });

describe('a message that comes again', () => {
  const added: string[] = [];
  const asked: object[] = [];
  let n = 0;
  const push = (kind: 'message' | 'unreadable' | 'resent', what: WireMessage) => {
    n += 1;
    return applyWorldPush({ push: kind, n, message: what, contact });
  };

  before(async () => {
    setMe(
      {
        pn: '237690000001@c.us',
        lid: '100000000000001@lid',
        pushname: 'Shop',
        platform: 'android',
        isBusiness: false,
      },
      'device',
    );
    link.attach({
      request: async (type: string, args: object) => {
        asked.push({ type, ...args });
        return {};
      },
    } as never);
    link.open();
    await openStorage();
    msgCollection.on('add', (model: Model) => {
      added.push(`${model.id.id} ${model.type} ${model.isNewMsg}`);
    });
  });

  after(() => closeStorage());

  it('is shown as new again where it is not in memory, though it is kept', async () => {
    await push('message', message('A'));
    await push('resent', message('A'));
    assert.deepEqual(added.splice(0), ['A chat true']);

    msgCollection.reset();
    await push('resent', message('A', { body: 'another' }));
    assert.deepEqual(added.splice(0), ['A chat true']);
    const kept = await records().message(`false_${contact.lid}_A`);
    assert.equal(kept?.body, 'hello', 'the database drops it');
  });

  it('fills the place of what could not be decrypted, in memory without another place', async () => {
    await push('unreadable', placeholder('B'));
    assert.deepEqual(added.splice(0), ['B ciphertext true']);
    assert.deepEqual(asked.splice(0), [{ type: 'retry', author: contact.lid, id: 'B' }]);

    const changes: string[] = [];
    msgCollection.on('change:type', (model: Model & { body: string }) => {
      changes.push(`${model.type} ${model.body}`);
    });
    await push('resent', message('B', { body: 'readable', t: 1_800_000_000 }));
    assert.deepEqual(added, []);
    assert.deepEqual(changes, ['chat readable']);
    const kept = await records().message(`false_${contact.lid}_B`);
    assert.equal(kept?.body, 'readable');
    assert.equal(kept?.t, 1_700_000_000, 'the time stays');
  });

  it('is new where only the place was kept by an earlier page', async () => {
    await push('unreadable', placeholder('C'));
    added.splice(0);
    msgCollection.reset();
    await push('resent', message('C'));
    assert.deepEqual(added.splice(0), ['C chat true']);
  });

  it('is another message under the key of the phone number', async () => {
    await push('message', message('D'));
    await push('resent', message('D', { chat: '237690000002@c.us' }));
    assert.deepEqual(added.splice(0), ['D chat true', 'D chat true']);
  });
});
