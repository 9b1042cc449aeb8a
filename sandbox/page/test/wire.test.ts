import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { setMe } from '../src/modules/account/userPrefs';
import { MsgKey } from '../src/modules/ids/msgKey';
import { createWid } from '../src/modules/ids/widFactory';
import { composedRecord, toAttributes, toRecord } from '../src/modules/message/wire';
import type { WireMessage } from '../src/protocol';

const BOB = '200000000000002@lid';
const ME = '100000000000001@lid';
const GROUP = '120363000000000001@g.us';

const received: WireMessage = {
  id: 'ABC',
  chat: GROUP,
  fromMe: false,
  participant: BOB,
  t: 1_700_000_000,
  type: 'chat',
  body: 'hello',
  attributes: { mentionedJidList: [ME] },
  quoted: { id: 'DEF', participant: ME, body: 'what?', type: 'chat' },
  ack: 0,
  notifyName: 'bob',
};

describe('a message between model and wire', () => {
  before(() => {
    setMe(
      {
        pn: '221770000001@c.us',
        lid: ME,
        pushname: 'Me',
        platform: 'android',
        isBusiness: false,
      },
      'device',
    );
  });

  it('becomes a model of a group message with author, mentions and quote', () => {
    const attributes = toAttributes(toRecord(received));
    assert.equal(String(attributes.id), `false_${GROUP}_ABC_${BOB}`);
    assert.equal(String(attributes.from), GROUP);
    assert.equal(String(attributes.to), ME);
    assert.equal(String(attributes.author), BOB);
    assert.deepEqual((attributes.mentionedJidList as unknown[]).map(String), [ME]);
    assert.equal(attributes.quotedStanzaID, 'DEF');
    assert.equal(String(attributes.quotedParticipant), ME);
  });

  it('goes out as text where the model has ids, without what only the page needs', () => {
    const { key, order, ...record } = composedRecord({
      id: new MsgKey({ fromMe: true, remote: createWid(BOB), id: 'XYZ' }),
      type: 'chat',
      body: 'hi',
      t: 1_700_000_001,
      from: createWid(ME),
      to: createWid(BOB),
      isNewMsg: true,
      local: true,
      mentionedJidList: [createWid(BOB)],
      quotedStanzaID: 'ABC',
      quotedParticipant: createWid(BOB),
      quotedMsg: { type: 'chat', body: 'hello' },
    });
    assert.ok(key.endsWith('XYZ') && order > 0);
    assert.deepEqual(record, {
      id: 'XYZ',
      chat: BOB,
      fromMe: true,
      participant: null,
      t: 1_700_000_001,
      type: 'chat',
      body: 'hi',
      attributes: { mentionedJidList: [BOB] },
      quoted: { id: 'ABC', participant: BOB, body: 'hello', type: 'chat' },
      ack: 0,
      notifyName: '',
    });
  });

  it('keeps messages of the same second in the order they came', () => {
    const first = toRecord(received);
    const second = toRecord({ ...received, id: 'ABD' });
    assert.ok(first.order < second.order);
  });
});
