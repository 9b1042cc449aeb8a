import assert from 'node:assert/strict';
import { test } from 'node:test';
import { downloaded } from '../src/operations/download';
import type { MsgKey, Page } from '../src/page';
import { noteSend } from '../src/pending/underWay';
import { FakeKey, pageWith } from './fakes';

const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('has the page forget what it downloaded once the file is there', async () => {
  const { page, cached } = aPage();
  assert.equal(await (await downloaded(page, 'false_1@lid_A')).text(), 'bytes');
  assert.equal(cached.size, 0);
});

test('leaves what a send may still read', async () => {
  const { page, cached } = aPage();
  const key = new FakeKey({ id: 'B' }) as unknown as MsgKey;
  let end = (): void => {};
  const send = noteSend(
    page,
    key,
    new Promise((resolve) => {
      end = () => resolve(null);
    }),
  );
  await downloaded(page, 'false_1@lid_A');
  assert.equal(cached.size, 1);
  end();
  await send;
  await downloaded(page, 'false_1@lid_A');
  assert.equal(cached.size, 0);
});

test('leaves what another download may still read, and forgets it with the last', async () => {
  const { page, cached } = aPage();
  const [first, second] = [downloaded(page, 'false_1@lid_A'), downloaded(page, 'false_1@lid_B')];
  const failing = downloaded(page, 'gone');
  await first;
  assert.equal(cached.size, 2);
  await second;
  await assert.rejects(failing);
  assert.equal(cached.size, 0);
});

function aPage(): { page: Page; cached: Map<string, Blob> } {
  const cached = new Map<string, Blob>();
  const page = pageWith({
    chat: {
      downloadMedia: async (id: string) => {
        const file = new Blob(['bytes']);
        cached.set(id, file);
        if (id.endsWith('_B')) {
          await later();
        }
        if (id === 'gone') {
          cached.delete(id);
          await later();
          throw new Error('gone');
        }
        return file;
      },
    },
    whatsapp: { MediaBlobCache: { clear: () => cached.clear() } },
  });
  return { page, cached };
}
