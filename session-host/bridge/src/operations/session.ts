import type { AnswerOf } from '../call/context';
import { accountShape } from '../shapes/account';
import type { OperationsOf } from './types';

/** Operations on the link between page and account. */
export const session: OperationsOf<
  'sessionRequestPairingCode' | 'clientGetState' | 'clientGetClassInfo'
> = {
  async sessionRequestPairingCode({ phoneNumber, showNotification }, { linkCode }) {
    const code = await linkCode.request(String(phoneNumber), showNotification ?? true);
    return { success: true, result: code };
  },

  async clientGetState(_args, { connection }) {
    const { state, stopped } = connection.observe();
    // Another login has the connection, for which WhatsApp no longer has a word.
    const said = stopped ? 'CONFLICT' : state;
    return { success: true, state: said as AnswerOf<'clientGetState'>['state'] };
  },

  async clientGetClassInfo(_args, { page }) {
    return { success: true, sessionInfo: accountShape(page) };
  },
};
