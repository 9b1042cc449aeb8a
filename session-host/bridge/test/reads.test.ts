import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reactionListShape } from '../src/shapes/reactions';
import { aboutOf, webVersion } from '../src/workarounds';
import { FakeKey, FakeWid, pageWith } from './fakes';

const awa = FakeWid.of('111@lid');

test('shows the keys of reactions, which the database has as texts', () => {
  const key = new FakeKey({ fromMe: true, remote: awa, id: 'AB' });
  const fromString = (text: string): FakeKey => {
    assert.equal(text, String(key));
    return key;
  };
  const page = pageWith({ whatsapp: { MsgKey: { fromString } } });
  const sender = { id: String(key), msgId: key, timestamp: 2_000, reactionText: 'x', sender: awa };
  const known = { aggregateEmoji: 'x', hasReactionByMe: true, senders: [sender] };
  const [shown] = reactionListShape(page, known as never).senders;
  assert.deepEqual(shown?.id, shown?.msgId);
  assert.equal(shown?.id.id, 'AB');
  assert.equal(shown?.senderId, '111@lid');
});

test('answers null for an about that is hidden, and an empty one as it is', async () => {
  const about = (answer: object | null) =>
    aboutOf(pageWith({ whatsapp: { functions: { getStatus: async () => answer } } }), awa as never);
  assert.equal(await about({ status: '', stale: true }), null);
  assert.equal(await about(null), null);
  assert.equal(await about({ status: '' }), '');
  assert.equal(await about({ status: 'Hello', stale: true }), 'Hello');
});

test("answers WhatsApp's version where nobody set the one for debugging", () => {
  const constants = { WAWebBuildConstants: { VERSION_STR: '2.3000.1' } };
  const page = pageWith({}, constants);
  assert.equal(webVersion(page), '2.3000.1');
  // wa-js does not start all of its parts without it.
  assert.equal(page.window.Debug.VERSION, '2.3000.1');
  assert.equal(webVersion(pageWith({})), null);
});
