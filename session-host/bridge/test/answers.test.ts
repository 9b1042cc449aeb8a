import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Answers } from '../src/bridge/answers';
import { FileAnswer } from '../src/call/fileAnswer';

const context = { commandId: 'a', messageId: '3EB0AA', deadlineMs: 60_000 };

before(() => {
  // Node has no FileReader; the page's own is used as the browser has it.
  class Reader {
    result = '';
    onload: () => void = () => {};
    readAsDataURL(blob: Blob): void {
      void blob.arrayBuffer().then((bytes) => {
        this.result = `data:;base64,${Buffer.from(bytes).toString('base64')}`;
        this.onload();
      });
    }
  }
  Object.assign(globalThis, { FileReader: Reader });
});

test('answers short answers and failures at once', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const answers = new Answers();
  const short = answers.textOf({ ok: true, answer: { success: true }, pageMs: 2 }, context);
  assert.deepEqual(JSON.parse(short), { ok: true, pageMs: 2, answer: { success: true } });
  const failure = { ok: false, code: 'CHAT_NOT_FOUND', detail: '', pageMs: 1 } as const;
  assert.deepEqual(JSON.parse(answers.textOf(failure, context)), failure);
});

test('keeps a long answer until it is taken in slices', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const answers = new Answers();
  const answer = { success: true, name: 'é'.repeat(200_000) };
  const text = JSON.stringify(answer);
  const { kept } = JSON.parse(answers.textOf({ ok: true, answer, pageMs: 2 }, context));
  assert.equal(kept.isJson, true);
  assert.equal(kept.bytes, Buffer.byteLength(text));
  const half = 3 * Math.floor(kept.bytes / 6);
  const slices = [await answers.slice('a', 0, half), await answers.slice('a', half, kept.bytes)];
  const bytes = Buffer.concat(slices.map((slice) => Buffer.from(slice, 'base64')));
  assert.equal(bytes.toString('utf8'), text);
  answers.drop('a');
  await assert.rejects(answers.slice('a', 0, 3));
});

test('forgets what nobody takes', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const answers = new Answers();
  const answer = new FileAnswer(new Blob(['x']), 'text/plain', 'x.txt');
  const { kept } = JSON.parse(answers.textOf({ ok: true, answer, pageMs: 2 }, context));
  assert.deepEqual(kept, { isJson: false, bytes: 1, mimetype: 'text/plain', filename: 'x.txt' });
  mock.timers.tick(300_000);
  await assert.rejects(answers.slice('a', 0, 1));
});
