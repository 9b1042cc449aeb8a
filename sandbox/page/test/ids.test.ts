import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MsgKey } from '../src/modules/ids/msgKey';
import { Wid } from '../src/modules/ids/wid';
import { createWid } from '../src/modules/ids/widFactory';

const LID = createWid('200000000000002@lid');
const ME = createWid('100000000000001@lid');
const GROUP = createWid('120363000000000001@g.us');

describe('a wid', () => {
  it('is made by the factory alone, and is the same for the same text', () => {
    assert.throws(() => new Wid('1@c.us'));
    assert.equal(createWid('200000000000002@lid'), LID);
    assert.throws(() => createWid('not an id'));
  });

  it('writes a phone number as c.us inside and as s.whatsapp.net outside', () => {
    const wid = createWid('221770000001@s.whatsapp.net');
    assert.equal(wid.toString(), '221770000001@c.us');
    assert.equal(wid.toJid(), '221770000001@s.whatsapp.net');
  });

  it('tells users, hidden numbers and groups apart', () => {
    assert.ok(LID.isUser() && LID.isLid() && !LID.isGroup());
    assert.ok(GROUP.isGroup() && !GROUP.isUser());
    assert.equal(createWid('221770000001:3@c.us').getDeviceId(), 3);
  });

  it('does not show the number in logs', () => {
    assert.ok(!LID.toLogString().includes('200000000000002'));
  });
});

describe('a message key', () => {
  it('has its text in $1, and no _serialized of its own', () => {
    const key = new MsgKey({ fromMe: true, remote: LID, id: 'ABC' });
    assert.equal(key.toString(), 'true_200000000000002@lid_ABC');
    assert.equal(key.$1, key.toString());
    assert.ok(!('_serialized' in key));
    assert.match(Function.prototype.toString.call(key.toString), /return this\.\$1/);
  });

  it('names the author in a group', () => {
    const key = new MsgKey({ selfDir: 'out', from: ME, to: GROUP, id: 'ABC', participant: ME });
    assert.equal(key.toString(), `true_${GROUP}_ABC_${ME}`);
    assert.ok(MsgKey.fromString(key.toString()).equals(key));
  });

  it('takes the other side as the chat, whichever way the message went', () => {
    const out = new MsgKey({ selfDir: 'out', from: ME, to: LID, id: 'ABC' });
    const received = new MsgKey({ selfDir: 'in', from: LID, to: ME, id: 'ABC' });
    assert.equal(out.remote, LID);
    assert.equal(received.remote, LID);
    assert.ok(!out.equals(received));
  });

  it('refuses nothing and texts that are no keys, with words wa-js knows it by', () => {
    assert.throws(() => new MsgKey(null as never), /MsgKey error: obj is null\/undefined/);
    assert.throws(() => MsgKey.fromString('hello'));
    assert.match(MsgKey.toString(), /MsgKey error: obj is null\/undefined/);
  });

  it('makes ids that look like the client’s', async () => {
    assert.match(await MsgKey.newId(), /^3EB0[0-9A-F]{18}$/);
  });
});
