import type { OperationsOf } from './types';

/** The operation that reports WhatsApp's limits of the account. */
export const limits: OperationsOf<'clientGetAccountLimits'> = {
  async clientGetAccountLimits(_args, { limits: known }) {
    return { success: true, limits: await known.asked() };
  },
};
