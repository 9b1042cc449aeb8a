import type { Whatsapp } from '../page';

type Functions = Whatsapp['functions'];
/** A binding of WhatsApp by wa-js's name. */
export type Binding =
  | Exclude<keyof Whatsapp, 'functions'>
  | `functions.${Extract<keyof Functions, string>}`
  /** An export of a module that wa-js does not wrap. */
  | `module ${string}.${string}`;
