import type { Page } from '../page';
import type { Binding } from './binding';
import { lateModuleOf } from './late';

/** Those of the bindings that do not resolve in the page at this moment. */
export function unresolved(page: Page, bindings: readonly Binding[]): Binding[] {
  return [...new Set(bindings)].filter((binding) => !resolves(page, binding));
}

/**
 * A binding of a late module is not looked at before the module is there: wa-js has stand-ins for some,
 * and keeps for ever what it found first.
 */
function resolves(page: Page, binding: Binding): boolean {
  const { whatsapp } = page.wpp;
  try {
    const late = lateModuleOf(binding);
    if (late !== undefined && page.module(late.module) === null) {
      return false;
    }
    const [name = '', member] = binding.split('.');
    if (name.startsWith('module ')) {
      const exports = page.module<Record<string, unknown>>(name.slice('module '.length));
      return Boolean(exports?.[member ?? '']);
    }
    const value = (whatsapp as unknown as Record<string, unknown>)[name];
    return Boolean(member === undefined ? value : (value as Record<string, unknown>)[member]);
  } catch {
    // A binding's module may throw when it is first executed: then it is not there.
    return false;
  }
}
