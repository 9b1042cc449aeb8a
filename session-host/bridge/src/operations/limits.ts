import type { OperationsOf } from './types';

/** What WhatsApp allows the account less of than others. */
export const limits: OperationsOf<'clientGetAccountLimits'> = {
  async clientGetAccountLimits(_args, { limits: known }) {
    return { success: true, limits: await known.asked() };
  },
};
