/** The kind of user that a key is for. */
export type Audience = 'customer' | 'operator';

const KEPT = 'griot-key';
const FORM = /^(live|test|admin)_([0-9A-Za-z]{32}|[0-9A-Za-z]{46})$/;

/** Whether a text is written like a key. Whether it is one, the API says. */
export const isLikeKey = (text: string): boolean => FORM.test(text);

export const audienceOf = (key: string): Audience =>
  key.startsWith('admin_') ? 'operator' : 'customer';

/** Whether it opens the sandbox, where nothing costs anything. */
export const isTest = (key: string): boolean => key.startsWith('test_');

/** The part of a key that may be shown. */
export const shown = (key: string): string => key.replace(/^(\w+?_\w{8}).*$/, '$1…');

/** The key that this tab was given; null when it was given none, or keeps none. */
export function keptKey(): string | null {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null; // storage may be switched off
  }
}

/** Keeps a key for this tab, until it is closed; null forgets it. */
export function keepKey(key: string | null): void {
  try {
    if (key === null) {
      sessionStorage.clear(); // and what was looked at with it
    } else {
      sessionStorage.setItem(KEPT, key);
    }
  } catch {
    // it holds until the page is left
  }
}
