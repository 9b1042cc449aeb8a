import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '../src/call/context';
import { pictures } from '../src/operations/pictures';
import { pageWith } from './fakes';

function deletion(removeMyProfilePicture: () => Promise<unknown>) {
  const page = pageWith({ profile: { removeMyProfilePicture } });
  return pictures.clientDeleteProfilePicture({}, { page } as Context);
}

test('answers whether WhatsApp took a picture, however it says so', async () => {
  for (const taken of [true, { status: 200 }]) {
    assert.equal((await deletion(async () => taken)).result, true);
  }
  for (const refused of [false, { status: 406 }]) {
    assert.equal((await deletion(async () => refused)).result, false);
  }
  assert.equal((await deletion(() => Promise.reject({ status: 406 }))).result, false);
});

test('fails when WhatsApp may take the picture later, however it says so', async () => {
  for (const [status, code] of [
    [429, 'TOO_MANY_REQUESTS'],
    [503, 'OVERLOADED'],
  ] as const) {
    await assert.rejects(
      deletion(async () => ({ status })),
      { code },
    );
    await assert.rejects(
      deletion(() => Promise.reject({ status })),
      { code },
    );
  }
});
