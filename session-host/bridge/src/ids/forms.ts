import { counterpart } from '../models/counterpart';
import type { Page, Wid } from '../page';
import { queryExists } from '../workarounds';
import { widOf } from './wids';

/**
 * Ids of people whom a request names, by the JSON pointer of where it does: what the same phone number is
 * in other numbering plans.
 */
export type Alternatives = Readonly<Record<string, readonly string[]>>;

/** A request in which every person goes by the form of their number that WhatsApp knows. */
export interface Resolved {
  args: unknown;
  /** How the caller wrote an id that another form now stands for. */
  named: (id: string) => string;
}

/** Enough for every number that a session writes to in a day. */
const mostRemembered = 5_000;
const rememberedMs = 24 * 3_600_000;

interface Known {
  id: string;
  until: number;
}

/** What WhatsApp has said of each page. Only what it knows: who is not there today may be tomorrow. */
const known = new WeakMap<Page, Map<string, Known>>();

/**
 * The request with the form of each number that WhatsApp knows: the one that was written, or else the
 * first other that it has. A number that it knows under no form stays as it was written.
 *
 * @throws Failure what WhatsApp's server says, TOO_MANY_REQUESTS among it: no answer is not "unknown"
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
    names.delete(written); // this person was named by the known form as well
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
 * The id under which WhatsApp has a number; null when it has not. The server is asked about whom this
 * page has no chat with and no LID of. It may answer with another number, such as one without Brazil's
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

/** A place in the arguments; the host makes the pointers from the same arguments. */
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

/** As people name it: `options.mentions` for `/options/mentions/0`. */
function fieldOf(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/\/\d+$/, '')
    .replaceAll('/', '.');
}

/** WhatsApp shows a mention where the text has the at sign and the digits of the very id. */
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
