import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/console/failure';
import { Poll, type Polled, RESTS_AFTER_MS } from '../../src/console/poll';
import { Hands } from '../hands';

let hands: Hands;
let asked: number;
let broken: Failure | null;
let pause: number | null;
let shown: Polled<string>[];
let poll: Poll<string>;

const last = () => shown.at(-1);

beforeEach(() => {
  hands = new Hands();
  asked = 0;
  broken = null;
  pause = 5000;
  shown = [];
  poll = new Poll(
    async () => {
      asked++;
      if (broken !== null) {
        throw broken;
      }
      return `answer ${asked}`;
    },
    () => pause,
    hands,
    (known) => shown.push(known),
  );
});

describe('a poll', () => {
  it('asks again after its pause, and says when the answer came', async () => {
    poll.now();
    await hands.pass(4999);
    expect(last()).toMatchObject({ value: 'answer 1', at: 0 });

    await hands.pass(1);

    expect(last()).toMatchObject({ value: 'answer 2', at: 5000 });
  });

  it('asks once where that was all, and again at a word', async () => {
    pause = null;
    poll.now();
    await hands.pass(60_000);
    expect(asked).toBe(1);

    poll.now();
    await hands.pass(0);

    expect(asked).toBe(2);
  });

  it('asks nothing while it is hidden, and at once when it is seen', async () => {
    poll.now();
    await hands.pass(0);
    hands.hidden = true;
    poll.visibilityChanged();
    await hands.pass(60_000);
    expect(asked).toBe(1);

    hands.hidden = false;
    poll.visibilityChanged();
    await hands.pass(0);

    expect(asked).toBe(2);
  });

  it('rests when nobody is there, and goes on at a touch', async () => {
    poll.now();
    await hands.pass(RESTS_AFTER_MS + 5000);
    expect(last()?.isResting).toBe(true);
    expect(hands.due).toBeNull();

    poll.touched();
    await hands.pass(0);

    expect(last()?.isResting).toBe(false);
    expect(hands.due).not.toBeNull();
  });

  it('keeps the last answer through a failure that passes, and asks ever more seldom', async () => {
    poll.now();
    await hands.pass(0);
    broken = new Failure(0, 'no connection');
    await hands.pass(120_000);

    expect(last()).toMatchObject({ value: 'answer 1', failure: { kind: 'offline' } });
    expect(asked).toBeLessThan(10);

    broken = null;
    await hands.pass(60_000);
    expect(last()?.failure).toBeUndefined();
  });

  it('waits as long as it is told to', async () => {
    broken = new Failure(429, 'too_many_requests', 30_000);
    poll.now();
    await hands.pass(29_999);

    expect(asked).toBe(1);
  });

  it.each([
    [403, 'Invalid API key'],
    [402, 'subscription_suspended'],
    [404, 'session_not_found'],
  ])('stops at %d %s', async (status, error) => {
    broken = new Failure(status, error);
    poll.now();
    await hands.pass(120_000);

    expect(asked).toBe(1);
  });

  it('asks and shows nothing after its end', async () => {
    poll.now();
    poll.end();
    await hands.pass(60_000);

    expect(asked).toBe(0);
    expect(shown).toEqual([]);
  });
});
