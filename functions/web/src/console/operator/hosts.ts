import type { components } from '../../generated/api';

export type Host = components['schemas']['AdminHost'];

/** The free slots of hosts that take sessions. */
export function freeSlots(hosts: readonly Host[]): number {
  return hosts
    .filter(({ state }) => state === 'running')
    .reduce((sum, { slots, sessions }) => sum + Math.max(0, slots - sessions), 0);
}
