import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '../src/call/context';
import { messageSearch } from '../src/operations/search';
import { pageWith } from './fakes';

test('ends a search that hangs by the next one, after 10 s', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const begun: string[] = [];
  let cancel: (found: object) => void = () => undefined;
  const search = (query: string): Promise<object> => {
    begun.push(query);
    cancel({ messages: [], canceled: true });
    return query === 'hangs'
      ? new Promise((resolve) => {
          cancel = resolve;
        })
      : Promise.resolve({ messages: [] });
  };
  const context = { page: pageWith({ whatsapp: { MsgStore: { search } } }) } as Context;
  const hanging = assert.rejects(messageSearch.clientSearchMessages({ query: 'hangs' }, context), {
    code: 'OVERLOADED',
  });
  const next = messageSearch.clientSearchMessages({ query: 'next' }, context);
  await passed();
  assert.deepEqual(begun, ['hangs']);
  t.mock.timers.tick(10_000);
  assert.deepEqual(await next, { success: true, messages: [] });
  await hanging;
  assert.deepEqual(begun, ['hangs', 'next']);
});

/** Lets promises that are settled go on. */
function passed(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
