import { describe, expect, it } from 'vitest';
import { Client } from '../../src/console/client';
import { keyPairing, stepOf } from '../../src/console/sessions/keyPairing';
import { pauseOf, type Status, describe as said } from '../../src/console/sessions/states';
import { NotNow } from '../../src/pair/api';

const status = (changes: Partial<Status>): Status => ({
  success: false,
  state: null,
  message: 'session_not_connected',
  ...changes,
});
const CONNECTED = status({ success: true, state: 'CONNECTED', message: 'session_connected' });

describe('a session', () => {
  it.each<[string, Status | null, string, boolean]>([
    ['connected', CONNECTED, 'stateConnected', false],
    ['catching up', { ...CONNECTED, catchingUp: true }, 'stateCatchingUp', false],
    ['not there', null, 'stateGone', false],
    ['ended', status({ message: 'session_not_found' }), 'stateGone', false],
    [
      'ended, perhaps still linked',
      status({ message: 'session_not_found', reason: 'device_still_linked' }),
      'stateGone',
      false,
    ],
    ['starting', status({ state: 'OPENING' }), 'stateStarting', false],
    ['waiting', status({ state: 'UNPAIRED' }), 'stateWaitsForPhone', true],
    ['linking', status({ state: 'PAIRING' }), 'stateLinking', true],
    ['unlinked', status({ reason: 'logged_out' }), 'stateLoggedOut', true],
    ['taken over', status({ state: 'CONFLICT' }), 'stateElsewhere', false],
    ['refused', status({ state: 'TOS_BLOCK' }), 'stateBlocked', false],
    ['silent', status({ message: 'session closed' }), 'stateSilent', false],
    ['stopped', status({ reason: 'stopped' }), 'stateStopped', false],
  ])('that is %s is said to be so', (_, given, state, wantsPhone) => {
    expect(said(given)).toMatchObject({ state, wantsPhone });
  });

  it('that is about to change is asked for sooner', () => {
    expect(pauseOf(status({ state: 'OPENING' }))).toBeLessThan(pauseOf(CONNECTED));
  });
});

describe('linking with a key', () => {
  it.each<[Status | null, string]>([
    [null, 'idle'],
    [status({ reason: 'not_linked_in_time' }), 'idle'],
    [CONNECTED, 'linked'],
    [status({ reason: 'passkey_required' }), 'passkey'],
    [status({ state: 'PAIRING' }), 'linking'],
    [status({ state: 'UNPAIRED' }), 'preparing'],
  ])('takes %j for %s', (given, step) => {
    expect(stepOf(given)).toBe(step);
  });

  const pairing = (answers: Record<string, { status: number; body: unknown }>, mayStart = true) =>
    keyPairing(
      new Client('test_x', async (url) => {
        const { status: code, body } = answers[String(url)] ?? { status: 500, body: {} };
        return new Response(JSON.stringify(body), { status: code });
      }),
      'shop',
      mayStart,
    );

  it('shows the code as it is, and that the last phone went', async () => {
    const api = pairing({
      '/session/status/shop': { status: 200, body: status({ reason: 'logged_out' }) },
      '/session/qr/shop': { status: 200, body: { success: true, qr: '2@code' } },
    });

    expect(await api.state()).toEqual({
      success: true,
      state: 'scan',
      qr: '2@code',
      unlinked: true,
    });
  });

  it('starts a session that is stopped only when somebody asked to link a phone', async () => {
    const stopped = {
      '/session/status/shop': { status: 200, body: status({ reason: 'stopped' }) },
      '/session/qr/shop': { status: 200, body: { success: false } },
    };

    expect((await pairing(stopped).state()).state).toBe('idle');
    expect((await pairing(stopped, false).state()).state).toBe('preparing');
  });

  it('says that a session may not run when it is not paid', async () => {
    const api = pairing({
      '/session/status/shop': {
        status: 402,
        body: { success: false, error: 'subscription_suspended' },
      },
    });

    expect(await api.start()).toMatchObject({ success: false });
  });

  it('has its page ask again after what passes', async () => {
    await expect(pairing({}).state()).rejects.toBeInstanceOf(NotNow);
  });

  it('tells a number that is none from a code that is not given', async () => {
    const path = '/session/requestPairingCode/shop';
    const wrong = pairing({ [path]: { status: 422, body: { success: false, error: 'x' } } });
    const often = pairing({ [path]: { status: 429, body: { success: false, error: 'x' } } });

    expect(await wrong.code('12')).toEqual({ problem: 'number' });
    expect(await often.code('+221')).toEqual({ problem: 'too_many_requests' });
  });
});
