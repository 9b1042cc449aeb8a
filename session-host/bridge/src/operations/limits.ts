import type { Some } from './types';

/** What WhatsApp allows the account less of than others. */
export const limits: Some<'clientGetAccountLimits'> = {
  async clientGetAccountLimits(_args, { limits: known }) {
    return { success: true, limits: await known.asked() };
  },
};
