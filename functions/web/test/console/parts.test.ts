import { describe, expect, it } from 'vitest';
import { KINDS } from '../../src/console/chats/kinds';
import { base64Of, blobOf } from '../../src/console/chats/media';
import { firstValues, found, operationsOf, prose } from '../../src/console/docs/operations';
import { EVENT_NAMES, wantedOf } from '../../src/console/events/names';
import { dollars, money, relative } from '../../src/console/format';
import { audienceOf, isLikeKey, shown } from '../../src/console/key';
import { freeSlots } from '../../src/console/operator/hosts';
import { totalsOf } from '../../src/console/operator/totals';
import { visibleRange } from '../../src/console/parts/visibleRange';
import { linkTo, routeOf } from '../../src/console/route';

const plain = (text: string) => text.replace(/\s/g, ' ');

describe('a list', () => {
  it('has the rows in sight and a few around them', () => {
    expect(visibleRange(0, 300, 50, 1000)).toEqual({ first: 0, end: 10 });
    expect(visibleRange(5000, 300, 50, 1000)).toEqual({ first: 96, end: 110 });
    expect(visibleRange(49_900, 300, 50, 1000)).toEqual({ first: 994, end: 1000 });
    expect(visibleRange(9000, 300, 50, 3)).toEqual({ first: 3, end: 3 });
  });
});

describe('an address', () => {
  it('keeps any name', () => {
    const route = ['sessions', 'main', 'chats', '237690000002@c.us', 'a/b #?'];
    expect(routeOf(linkTo(...route))).toEqual(route);
  });

  it('that cannot be read is nowhere', () => {
    expect(routeOf('#/sessions/%zz')).toEqual([]);
    expect(routeOf('')).toEqual([]);
  });
});

describe('a key', () => {
  it('is known by its form', () => {
    expect(isLikeKey(`live_${'a'.repeat(46)}`)).toBe(true);
    expect(isLikeKey(`live_${'a'.repeat(45)}`)).toBe(false);
    expect(audienceOf('admin_x')).toBe('operator');
    expect(audienceOf('test_x')).toBe('customer');
  });

  it('is shown by its id alone', () => {
    expect(shown(`test_12345678${'s'.repeat(38)}`)).toBe('test_12345678…');
  });
});

describe('numbers and times', () => {
  it('are written as the language does', () => {
    expect(plain(money('fr', 10_000, 'XOF'))).toContain('10 000');
    expect(money('en', 1250, 'EUR')).toContain('12.50');
    expect(dollars('en', 3.444)).toContain('3.44');
    expect(money('en', 5, '?')).toBe('5 ?');
    expect(relative('en', 7000, 10_000)).toBe('3 seconds ago');
    expect(relative('fr', 0, 3_600_000)).toBe('il y a 1 heure');
  });
});

describe('messages', () => {
  it('are made of what is typed', () => {
    expect(KINDS.poll.content({ question: 'When?', choices: ' Now \n\nLater' })).toEqual({
      contentType: 'Poll',
      content: { pollName: 'When?', pollOptions: ['Now', 'Later'] },
    });
    expect(KINDS.location.content({ latitude: '14.7', longitude: '-17.4', place: '' })).toEqual({
      contentType: 'Location',
      content: { latitude: 14.7, longitude: -17.4, description: '' },
    });
  });

  it('carry files unchanged, and none that a browser would run', async () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256);
    const base64 = await base64Of(new Blob([bytes]));
    const page = blobOf('text/html', base64);

    expect(new Uint8Array(await page.arrayBuffer())).toEqual(bytes);
    expect(page.type).toBe('application/octet-stream');
    expect(blobOf('image/png', base64).type).toBe('image/png');
  });
});

describe('the documentation', () => {
  const operations = operationsOf({
    components: {
      parameters: {
        Session: { name: 'sessionId', in: 'path', required: true, example: 'main' },
      },
    },
    paths: {
      '/pair/{token}': { get: { operationId: 'pairingPage' } },
      '/chat/send/{sessionId}': {
        parameters: [{ $ref: '#/components/parameters/Session' }],
        post: {
          operationId: 'chatSend',
          summary: 'Send something',
          parameters: [{ name: 'Prefer', in: 'header', example: 'wait=5' }],
          requestBody: { content: { 'application/json': { example: { text: 'a' } } } },
        },
      },
    },
  });

  it('has what can be tried, filled in from the session at hand', () => {
    expect(operations.map(({ id }) => id)).toEqual(['chatSend']);
    const [operation] = operations;
    expect(operation?.body).toBe('{\n  "text": "a"\n}');
    expect(operation && firstValues(operation, 'shop')).toEqual({ sessionId: 'shop', Prefer: '' });
    expect(operation && firstValues(operation, null)).toEqual({ sessionId: 'main', Prefer: '' });
  });

  it('is read without the marks and the ends of lines that it was written in', () => {
    expect(prose('Reads `a`\nand b.\n\nThen:\n- c\n')).toBe('Reads a and b.\n\nThen:\n- c');
  });

  it('is searched by all words', () => {
    expect(found(operations, 'send CHAT')).toHaveLength(1);
    expect(found(operations, 'send group')).toHaveLength(0);
  });
});

describe('a webhook', () => {
  it('that wants every event wants all, also those to come', () => {
    expect(wantedOf(EVENT_NAMES)).toBeNull();
    expect(wantedOf(null)).toBeNull();
    expect(wantedOf(['message'])).toEqual(['message']);
  });
});

describe('the operator’s sums', () => {
  const host = {
    hostId: 'h',
    state: 'running' as const,
    sessions: 3,
    slots: 10,
    startedAt: '',
    beatAt: '',
    version: null,
  };

  it('count free places of running hosts alone', () => {
    expect(freeSlots([host, { ...host, state: 'draining' }, { ...host, sessions: 12 }])).toBe(7);
  });

  it('take what all share from the margin', () => {
    const sums = totalsOf(
      [
        { incomeUsd: 16, costUsd: 3 },
        { incomeUsd: 0, costUsd: 1 },
      ],
      8,
    );
    expect(sums).toEqual({ incomeUsd: 16, costUsd: 12, marginUsd: 4 });
  });
});
