import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/console/client';
import {
  EventStream,
  KEPT,
  type LoggedEvent,
  matching,
  merged,
  type StreamView,
} from '../../src/console/events/stream';
import { Failure } from '../../src/console/failure';
import { RESTS_AFTER_MS } from '../../src/console/poll';
import { Hands, settled } from '../hands';

const event = (id: string, body = ''): LoggedEvent => ({
  id,
  at: '2026-01-31T09:00:00Z',
  dataType: 'message',
  sessionId: 'shop',
  data: { body },
});

interface Question {
  after: string | undefined;
  wait: number;
  signal: AbortSignal;
  answer(events: LoggedEvent[], cursor: string, retryAfterMs?: number): Promise<void>;
  fail(failure: Failure): Promise<void>;
}

let hands: Hands;
let questions: Question[];
let views: StreamView[];
let stream: EventStream;

const view = () => views.at(-1);
const question = () => {
  const last = questions.at(-1);
  if (last === undefined) {
    throw new Error('nothing was asked');
  }
  return last;
};

beforeEach(async () => {
  hands = new Hands();
  questions = [];
  views = [];
  stream = new EventStream(
    (after, wait, signal) =>
      new Promise<Answer<{ success: true; events: LoggedEvent[]; cursor: string }>>(
        (resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          questions.push({
            after,
            wait,
            signal,
            answer: async (events, cursor, retryAfterMs) => {
              const body = { success: true as const, events, cursor };
              resolve({
                status: 200,
                body,
                headers: new Headers(),
                retryAfterMs: retryAfterMs ?? null,
              });
              await settled();
            },
            fail: async (failure) => {
              reject(failure);
              await settled();
            },
          });
        },
      ),
    hands,
    (next) => views.push(next),
  );
  stream.begin();
  await hands.pass(0);
});

describe('the stream of events', () => {
  it('reads what was before, then waits for what comes', async () => {
    expect(question()).toMatchObject({ after: undefined, wait: 0 });
    await question().answer([event('a'), event('b')], 'one');
    await hands.pass(0);
    expect(question()).toMatchObject({ after: 'one', wait: 0 });
    await question().answer([], 'two');
    await hands.pass(0);

    expect(view()?.phase).toBe('live');
    expect(question()).toMatchObject({ after: 'two', wait: 20 });
    await question().answer([event('c')], 'three');

    expect(view()?.events.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(view()?.phase).toBe('live');
  });

  it('asks as seldom as it is told when no more may wait', async () => {
    await question().answer([], 'one', 15_000);
    await hands.pass(14_999);

    expect(view()?.phase).toBe('slower');
    expect(questions).toHaveLength(1);
    await hands.pass(1);
    expect(questions).toHaveLength(2);
  });

  it('gives up what it waits for when the page is hidden, and goes on behind it', async () => {
    await question().answer([], 'one');
    await hands.pass(0);
    hands.hidden = true;
    stream.visibilityChanged();
    await hands.pass(60_000);
    expect(question().signal.aborted).toBe(true);
    expect(questions).toHaveLength(2);

    hands.hidden = false;
    stream.visibilityChanged();
    await hands.pass(0);

    expect(question()).toMatchObject({ after: 'one' });
    expect(view()?.failure).toBeNull();
  });

  it('stays paused, also when the page comes into sight', async () => {
    stream.pause();
    stream.visibilityChanged();
    await hands.pass(60_000);
    expect(questions).toHaveLength(1);

    stream.go();
    await hands.pass(0);
    expect(questions).toHaveLength(2);
  });

  it('rests when nobody is there', async () => {
    await question().answer([], 'one');
    await hands.pass(0);
    await hands.pass(RESTS_AFTER_MS + 1);
    await question().answer([], 'two');
    await hands.pass(0);

    expect(view()?.phase).toBe('resting');
    stream.touched();
    await hands.pass(0);
    expect(view()?.phase).toBe('reading');
  });

  it('goes on after a failure that passes, and stops at another', async () => {
    await question().fail(new Failure(503, 'try_again'));
    expect(view()?.failure?.kind).toBe('broken');
    await hands.pass(2000);
    expect(questions).toHaveLength(2);

    await question().fail(new Failure(402, 'subscription_suspended'));
    await hands.pass(120_000);
    expect(questions).toHaveLength(2);
  });
});

describe('events', () => {
  it('are shown once, the newest first, and so many', () => {
    const known = merged([event('a')], [event('a'), event('b'), event('b')]);
    expect(known.map(({ id }) => id)).toEqual(['b', 'a']);

    const many = Array.from({ length: KEPT + 5 }, (_, index) => event(String(index)));
    expect(merged(known, many)).toHaveLength(KEPT);
    expect(merged(known, many)[0]?.id).toBe(String(KEPT + 4));
  });

  it('are found by any text in them', () => {
    const events = [event('a', 'Bonjour'), event('b', 'order 17')];
    expect(matching(events, ' ORDER ').map(({ id }) => id)).toEqual(['b']);
    expect(matching(events, '')).toBe(events);
  });
});
