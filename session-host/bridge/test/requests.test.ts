import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bridge } from '../src/bridge/bridge';
import { HostRequests } from '../src/bridge/requests';

function requests(bridge: Partial<Bridge>, reload = () => {}): HostRequests {
  return new HostRequests(bridge as Bridge, reload);
}

const context = { commandId: 'a', messageId: 'm', deadlineMs: 1_000 };

test('calls with the arguments that were left, once', async () => {
  const given: unknown[] = [];
  const host = requests({
    callInOrder: (_operation, args) => {
      given.push(args);
      return Promise.resolve({ ok: true, answer: { args }, pageMs: 1 });
    },
  });
  const call = { type: 'call', operation: 'clientGetState', context };
  await host.answer(JSON.stringify({ type: 'leaveArguments', commandId: 'a', args: { long: 1 } }));
  const answer = await host.answer(JSON.stringify(call));
  assert.deepEqual(JSON.parse(String(answer)), {
    ok: true,
    pageMs: 1,
    answer: { args: { long: 1 } },
  });
  await host.answer(JSON.stringify(call));
  await host.answer(JSON.stringify({ ...call, args: { short: 2 } }));
  assert.deepEqual(given, [{ long: 1 }, {}, { short: 2 }]);
});

test('answers each request with one text', async () => {
  let reloads = 0;
  const host = requests(
    {
      logout: () => Promise.resolve(true),
      dropSignalSessions: () => Promise.resolve({ dropped: true, missing: [] }),
    },
    () => reloads++,
  );
  assert.equal(await host.answer('{"type":"logout"}'), 'true');
  assert.equal(await host.answer('{"type":"dropSignalSessions"}'), '{"dropped":true,"missing":[]}');
  assert.equal(await host.answer('{"type":"reload"}'), '');
  assert.equal(reloads, 1);
});

test('gives the file chooser itself, and rejects a slice of what is not kept', async () => {
  const chooser = {} as HTMLInputElement;
  const host = requests({ fileChooser: () => chooser });
  assert.equal(host.answer('{"type":"fileChooser","commandId":"a"}'), chooser);
  const slice = { type: 'slice', commandId: 'a', from: 0, to: 1 };
  await assert.rejects(async () => host.answer(JSON.stringify(slice)));
});
