import type { Page } from '../page';
import type { Binding } from './binding';
import { lateModuleOf } from './late';

/** The bindings that do not resolve in the page now. */
export function unresolved(page: Page, bindings: readonly Binding[]): Binding[] {
  return [...new Set(bindings)].filter((binding) => !resolves(page, binding));
}

/**
 * Whether a binding resolves. A binding of a late module is not resolved before the module exists,
 * because wa-js has stand-ins for some and keeps the first thing it found.
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
    // A binding's module may throw when it is first executed; it then does not exist.
    return false;
  }
}
