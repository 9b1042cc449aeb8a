import { describe, expect, it } from 'vitest';
import { address, Client } from '../../src/console/client';
import { curl } from '../../src/console/curl';
import { type Failure, failureOf } from '../../src/console/failure';

const KEY = `test_${'a'.repeat(46)}`;

/** The API, as it answers once; and what it was asked. */
function api(status: number, body: string, headers: Record<string, string> = {}) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const client = new Client(KEY, async (url, init) => {
    asked.push({ url: String(url), init });
    return new Response(body, { status, headers });
  });
  return { client, asked };
}

async function failureFrom(status: number, error: string, headers = {}): Promise<Failure> {
  const { client } = api(status, JSON.stringify({ success: false, error }), headers);
  return client.get('/session/getSessions').then(
    () => {
      throw new Error('it was answered');
    },
    (e) => failureOf(e),
  );
}

describe('the client', () => {
  it('sends the key in a header and nowhere else', async () => {
    const { client, asked } = api(200, '{"success":true,"result":[]}');
    await client.get('/session/status/{sessionId}', { path: { sessionId: 'a/b?c' } });

    expect(asked[0]?.url).toBe('/session/status/a%2Fb%3Fc');
    expect(asked[0]?.init?.headers).toMatchObject({ 'x-api-key': KEY });
    expect(JSON.stringify({ ...asked[0], init: undefined })).not.toContain(KEY);
  });

  it('leaves out what was not given', () => {
    expect(address('/events', { query: { after: undefined, types: '', wait: 20 } })).toBe(
      '/events?wait=20',
    );
  });

  it.each([
    [403, 'Invalid API key', 'key', false],
    [403, 'key_out_of_scope: send', 'scope', false],
    [403, 'session_quota_exceeded', 'refused', false],
    [402, 'subscription_suspended', 'unpaid', false],
    [404, 'Chat not Found', 'absent', false],
    [422, 'chatId: is missing', 'refused', false],
    [429, 'rate_limit_exceeded', 'slower', true],
    [503, 'try_again', 'broken', true],
  ])('tells %d %s as %s', async (status, error, kind, passes) => {
    const failure = await failureFrom(status, error);

    expect(failure).toMatchObject({ status, error, kind, passes });
  });

  it('tells how long to wait', async () => {
    expect((await failureFrom(429, 'too_many_requests', { 'retry-after': '7' })).retryAfterMs).toBe(
      7000,
    );
  });

  it('tells a lost connection, and an answer that is none of the API’s', async () => {
    const lost = new Client(KEY, () => Promise.reject(new TypeError('network')));
    await expect(lost.get('/account')).rejects.toMatchObject({ kind: 'offline' });

    await expect(api(502, '<html>').client.get('/account')).rejects.toMatchObject({
      kind: 'broken',
      error: 'HTTP 502',
    });
  });
});

describe('a line for a shell', () => {
  it('has no key in it', () => {
    expect(curl({ method: 'GET', path: '/events?types=message' }, 'https://api.example')).toBe(
      `curl -H "x-api-key: $KEY" 'https://api.example/events?types=message'`,
    );
  });

  it('takes any text as one word', () => {
    const line = curl({ method: 'POST', path: '/x', body: '{"a":"it\'s $HOME"}' }, 'http://h');

    expect(line).toContain(`-d '{"a":"it'\\''s $HOME"}'`);
    expect(line).not.toContain('-X');
  });

  it('names other methods', () => {
    expect(curl({ method: 'DELETE', path: '/webhook' }, 'http://h')).toContain('-X DELETE');
  });
});
