import { beforeEach, describe, expect, it } from 'vitest';
import { NotNow, type PairingApi, type State } from '../src/pair/api';
import { RESTS_AFTER_MS, type View, Watch } from '../src/pair/watch';

/** A clock for tests: passing time runs the callbacks that are due. */
class Hands {
  time = 0;
  hidden = false;
  due: { at: number; run: () => void } | null = null;

  now = () => this.time;
  isHidden = () => this.hidden;
  after = (ms: number, run: () => void) => {
    const entry = { at: this.time + ms, run };
    this.due = entry;
    return () => {
      if (this.due === entry) {
        this.due = null;
      }
    };
  };

  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    while (this.due !== null && this.due.at <= end) {
      const { at, run } = this.due;
      this.time = at;
      this.due = null;
      run();
      await settled();
    }
    this.time = end;
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

let hands: Hands;
let answers: State;
let asked: string[];
let views: View[];
let watch: Watch;
let served: boolean;
let broken: Error | null;

const last = () => views.at(-1);
const count = (what: string) => asked.filter((one) => one === what).length;

beforeEach(() => {
  hands = new Hands();
  answers = { success: true, state: 'scan', qr: 'one' };
  asked = [];
  views = [];
  served = true;
  broken = null;
  const answer = async <T>(what: string, value: T) => {
    asked.push(what);
    if (broken) {
      throw broken;
    }
    return value;
  };
  const api: PairingApi = {
    state: () => answer('state', answers),
    start: () => answer('start', { success: served, state: 'idle' as const }),
    code: () => answer('code', { code: 'ABCD1234' }),
    account: () => answer('account', { success: true, name: 'Awa' }),
  };
  watch = new Watch(api, hands, (view) => views.push(view));
});

describe('a watch', () => {
  it('shows each code and asks once a second while there is one', async () => {
    watch.begin();
    await hands.pass(0);
    expect(last()).toMatchObject({ step: 'scan', qr: 'one' });

    answers = { success: true, state: 'scan', qr: 'two' };
    await hands.pass(10_000);

    expect(last()).toMatchObject({ step: 'scan', qr: 'two' });
    expect(count('state')).toBe(11);
  });

  it('starts a session that nobody has started, once', async () => {
    answers = { success: true, state: 'idle' };
    watch.begin();
    await hands.pass(0);
    expect(last()?.step).toBe('preparing');

    await hands.pass(60_000);

    expect(count('start')).toBe(1);
    expect(last()?.step).toBe('paused');
    expect(hands.due).toBeNull();
  });

  it('starts it again for somebody who comes back', async () => {
    answers = { success: true, state: 'idle' };
    watch.begin();
    await hands.pass(60_000);

    watch.go();
    await hands.pass(0);

    expect(count('start')).toBe(2);
    expect(last()?.step).toBe('preparing');
  });

  it('says so when the session may not run, and stops', async () => {
    served = false;
    answers = { success: true, state: 'idle' };
    watch.begin();
    await hands.pass(0);

    expect(last()?.step).toBe('not_served');
    expect(hands.due).toBeNull();
  });

  it('tells which account was linked, and stops', async () => {
    answers = { success: true, state: 'linked' };
    watch.begin();
    await hands.pass(0);

    expect(last()).toMatchObject({ step: 'linked', account: { name: 'Awa' } });
    expect(hands.due).toBeNull();
  });

  it.each(['expired', 'used', 'replaced', 'unknown'] as const)('stops at %s', async (state) => {
    answers = { success: false, state };
    watch.begin();
    await hands.pass(0);

    expect(last()?.step).toBe(state);
    expect(hands.due).toBeNull();
    watch.visibilityChanged();
    expect(hands.due).toBeNull();
  });

  it('asks nothing while it is hidden, and at once when it is seen', async () => {
    watch.begin();
    await hands.pass(0);

    hands.hidden = true;
    watch.visibilityChanged();
    await hands.pass(60_000);
    expect(count('state')).toBe(1);

    hands.hidden = false;
    watch.visibilityChanged();
    await hands.pass(0);
    expect(count('state')).toBe(2);
  });

  it('rests when nobody has touched it for some minutes', async () => {
    watch.begin();
    await hands.pass(RESTS_AFTER_MS + 2000);

    expect(last()?.step).toBe('paused');
    expect(hands.due).toBeNull();
  });

  it('does not rest while somebody is there', async () => {
    watch.begin();
    await hands.pass(RESTS_AFTER_MS - 1000);
    watch.touched();
    await hands.pass(RESTS_AFTER_MS - 1000);

    expect(last()?.step).toBe('scan');
  });

  it('asks ever more seldom while there is no connection, and goes on when there is', async () => {
    broken = new NotNow(null);
    watch.begin();
    await hands.pass(0);
    expect(last()?.offline).toBe(true);

    await hands.pass(60_000);
    expect(count('state')).toBeLessThan(8);

    broken = null;
    await hands.pass(30_000);
    expect(last()).toMatchObject({ step: 'scan', offline: false });
  });

  it('waits as long as it is told to', async () => {
    broken = new NotNow(20_000);
    watch.begin();
    await hands.pass(19_000);

    expect(count('state')).toBe(1);
  });

  it('begins anew after a passkey was asked for', async () => {
    answers = { success: true, state: 'passkey' };
    watch.begin();
    await hands.pass(0);
    expect(last()?.step).toBe('passkey');

    await watch.again();
    expect(last()?.step).toBe('preparing');
    answers = { success: true, state: 'scan', qr: 'fresh' };
    await hands.pass(3000);

    expect(last()).toMatchObject({ step: 'scan', qr: 'fresh' });
  });
});
