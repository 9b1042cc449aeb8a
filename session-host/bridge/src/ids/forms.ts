import { counterpart } from '../models/counterpart';
import type { Page, Wid } from '../page';
import { queryExists } from '../workarounds';
import { widOf } from './wids';

/**
 * Other ids of the people in a request, by the JSON pointer of the argument: the same phone number
 * in other numbering plans.
 */
export type Alternatives = Readonly<Record<string, readonly string[]>>;

/** A request in which every person is named by the form of the number that WhatsApp knows. */
export interface Resolved {
  args: unknown;
  /** The caller's form of an id that was replaced. */
  named: (id: string) => string;
}

/** Enough for all numbers to which a session writes in a day. */
const mostRemembered = 5_000;
const rememberedMs = 24 * 3_600_000;

interface Known {
  id: string;
  until: number;
}

/**
 * The numbers that WhatsApp knows, per page. Unknown ones are not stored, because they may be
 * registered later.
 */
const known = new WeakMap<Page, Map<string, Known>>();

/**
 * Replaces each number in a request by the form that WhatsApp knows: the written one, or else the
 * first known alternative. A number without a known form stays as written.
 *
 * @throws Failure for refusals of WhatsApp's server, such as TOO_MANY_REQUESTS: no answer does
 * not mean "unknown"
 */
export async function withKnownForms(
  page: Page,
  args: unknown,
  alternatives: Alternatives = {},
): Promise<Resolved> {
  const places = Object.entries(alternatives).map(([pointer, others]) => {
    const place = placeOf(args, pointer);
    return { ...place, pointer, others, written: place.get() };
  });
  const forms = new Map<string, Promise<string>>();
  for (const { written, others, pointer } of places) {
    if (!forms.has(written)) {
      forms.set(written, knownForm(page, written, others, fieldOf(pointer)));
    }
  }
  const names = new Map<string, string>();
  for (const { written, set, pointer } of places) {
    const id = (await forms.get(written)) ?? written;
    if (id !== written) {
      set(id);
      names.set(id, written);
      if (pointer.startsWith('/options/mentions')) {
        mention(args, written, id);
      }
    }
  }
  for (const { written } of places) {
    names.delete(written); // this person was also named by the known form
  }
  return { args, named: (id) => names.get(id) ?? id };
}

async function knownForm(
  page: Page,
  written: string,
  others: readonly string[],
  field: string,
): Promise<string> {
  const remembered = known.get(page)?.get(written);
  if (remembered !== undefined && remembered.until > Date.now()) {
    return remembered.id;
  }
  for (const id of [written, ...others]) {
    const found = await existing(page, widOf(page, id, field));
    if (found !== null) {
      remember(page, written, found);
      return found;
    }
  }
  return written;
}

/**
 * The id of a number on WhatsApp; null when it has none. The server is asked if this page has
 * neither a chat nor a LID for it. It may answer with another number, such as one without Brazil's
 * ninth digit.
 */
async function existing(page: Page, wid: Wid): Promise<string | null> {
  if (counterpart(page, wid) !== null || page.wpp.whatsapp.ChatStore.get(wid)) {
    return wid.toString();
  }
  const answer = await queryExists(page, wid);
  if (answer === null) {
    return null;
  }
  return (answer.wid.server === 'c.us' ? answer.wid : wid).toString();
}

function remember(page: Page, written: string, id: string): void {
  const ofPage = known.get(page) ?? new Map<string, Known>();
  known.set(page, ofPage);
  ofPage.delete(written);
  ofPage.set(written, { id, until: Date.now() + rememberedMs });
  const [oldest] = ofPage.keys();
  if (ofPage.size > mostRemembered && oldest !== undefined) {
    ofPage.delete(oldest);
  }
}

interface Place {
  get(): string;
  set(id: string): void;
}

/** A place in the arguments. The host makes the pointers from the same arguments. */
function placeOf(args: unknown, pointer: string): Place {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = steps.pop() ?? '';
  const parent = steps.reduce(
    (value, step) => (value as Record<string, unknown>)[step],
    args,
  ) as Record<string, unknown>;
  return {
    get: () => String(parent[last]),
    set: (id) => {
      parent[last] = id;
    },
  };
}

/** The field's name for people: `options.mentions` for `/options/mentions/0`. */
function fieldOf(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/\/\d+$/, '')
    .replaceAll('/', '.');
}

/**
 * Replaces a mention in the text: WhatsApp shows it where the text contains the at sign and the
 * digits of the exact id.
 */
function mention(args: unknown, written: string, id: string): void {
  const request = args as { content?: unknown; options?: { caption?: unknown } };
  const [from = '', to = ''] = [written, id].map((one) => `@${one.split('@')[0]}`);
  const changed = (text: string): string => text.replaceAll(new RegExp(`${from}(?!\\d)`, 'g'), to);
  if (typeof request.content === 'string') {
    request.content = changed(request.content);
  }
  if (typeof request.options?.caption === 'string') {
    request.options.caption = changed(request.options.caption);
  }
}
