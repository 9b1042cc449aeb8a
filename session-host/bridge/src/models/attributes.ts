import type { Page } from '../page';

type Getters = Readonly<Record<string, ((model: unknown) => unknown) | undefined>>;

/**
 * An attribute of a model. WhatsApp moves derived attributes out of its models into modules of
 * getters (`WAWebMsgGetters.getIsNotification(message)`), a few with every version; wa-js restores
 * only some. Undefined if neither place has it.
 */
export function attribute(
  page: Page,
  model: object,
  name: string,
  gettersModule: string,
  getter: string,
): unknown {
  const own = (model as Record<string, unknown>)[name];
  return own === undefined ? page.module<Getters>(gettersModule)?.[getter]?.(model) : own;
}
