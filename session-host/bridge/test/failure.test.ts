import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Failure, failureCodes, failureOf, statusOf } from '../src/failure';

test("uses the contract's failure codes only", async () => {
  const contract = await readFile(
    new URL('../../../contract/src/main/java/io/griot/contract/FailureCode.java', import.meta.url),
    'utf8',
  );
  for (const code of failureCodes) {
    assert.match(contract, new RegExp(`^ {2}${code}\\(`, 'm'));
  }
});

test("knows wa-js's codes", () => {
  const error = Object.assign(new Error('Chat not found for 22670123456@c.us'), {
    code: 'chat_not_found',
  });
  assert.deepEqual(told(error), ['CHAT_NOT_FOUND', '']);
});

test('knows what WhatsApp says about ids', () => {
  assert.deepEqual(told(new Error('wid error: invalid wid')), [
    'INVALID_FIELD',
    'not a WhatsApp id',
  ]);
});

test("tells a server's refusal from its overload and from its limits", () => {
  assert.equal(told({ statusCode: 403 })[0], 'REFUSED_BY_WHATSAPP');
  assert.equal(told({ statusCode: 429 })[0], 'TOO_MANY_REQUESTS');
  assert.equal(told({ statusCode: 503 })[0], 'OVERLOADED');
});

test("finds the server's status wherever WhatsApp's errors and answers have it", () => {
  const forms = [
    { name: 'ServerStatusCodeError', status: 429, statusCode: 429 },
    { name: 'MessageSentAckError', ackErrorCode: 429 },
    { messageSendResult: 'ERROR_UNKNOWN', ackErrorCode: 429 },
    { success: false, errorCode: 429, errorText: 'rate-overlimit', errorType: 'wait' },
    { errorText: 'rate-overlimit' },
    {
      name: 'SetPropertyResponseServerError',
      value: { errorServerErrors: { value: { code: 429, text: 'rate-overlimit' } } },
    },
  ];
  for (const form of forms) {
    assert.equal(statusOf(form), 429, JSON.stringify(form));
  }
  for (const other of [null, 'rate', { status: 200 }, { code: 'msg_not_found' }, { ack: 1 }]) {
    assert.equal(statusOf(other), undefined);
  }
});

test('finds 429 in what WhatsApp says by name, by text and by error_code', () => {
  const forms = [
    { name: 'RateLimitError' },
    { name: 'IQErrorRateLimitReached', code: 400 },
    new Error('MexIqError: 429 rate-overlimit'),
    { error_code: 429 },
    { error_code: '429' },
  ];
  for (const form of forms) {
    assert.equal(statusOf(form), 429, JSON.stringify(form));
  }
  assert.equal(told('MexIqError: 429 rate-overlimit')[0], 'TOO_MANY_REQUESTS');
  for (const other of [{ error_code: 'none' }, new Error('they said rate-overlimit')]) {
    assert.equal(statusOf(other), undefined);
  }
});

test('finds the status in what an error wraps', () => {
  const coded = { extensions: { error_code: 429 } };
  const forms = [
    new Error('failed', { cause: { status: 429 } }),
    new Error('failed', { cause: 'rate-overlimit' }),
    new AggregateError([new Error('first'), { status: 429 }]),
    { errors: [{ message: 'first' }, coded] },
    new Error('failed', { cause: { errors: [coded] } }),
    { status: 500, cause: { status: 429 } },
  ];
  for (const form of forms) {
    assert.equal(statusOf(form), 429, JSON.stringify(form));
  }
  assert.equal(statusOf({ status: 403, cause: { status: 500 } }), 403);
});

test('ends with errors that hold themselves or go too deep', () => {
  const round: { cause?: unknown; errors?: unknown[] } = {};
  round.cause = round;
  round.errors = [round, [round]];
  assert.equal(statusOf(round), undefined);
  let deep: object = { status: 429 };
  for (let level = 0; level < 10; level += 1) {
    deep = { cause: deep };
  }
  assert.equal(statusOf(deep), undefined);
});

test("prefers a limit of the server's to wa-js's code", () => {
  const error = { code: 'msg_not_found', cause: { status: 429 } };
  assert.equal(told(error)[0], 'TOO_MANY_REQUESTS');
  assert.equal(told({ code: 'msg_not_found', status: 404 })[0], 'MESSAGE_NOT_FOUND');
});

test('keeps a failure as it is', () => {
  const failure = new Failure('CONFLICT', 'paired');
  assert.equal(failureOf(failure), failure);
});

test('repeats no text of errors that it does not know, whatever was thrown', () => {
  const secret = 'hello 22670123456';
  for (const thrown of [new Error(secret), secret, null, undefined, 7, { code: secret }]) {
    const failure = failureOf(thrown);
    assert.equal(failure.code, 'PAGE_FAILED');
    assert.doesNotMatch(failure.detail, /hello|226/);
  }
  assert.deepEqual(told(new TypeError(secret)), ['PAGE_FAILED', 'TypeError']);
});

function told(thrown: unknown): [string, string] {
  const { code, detail } = failureOf(thrown);
  return [code, detail];
}
