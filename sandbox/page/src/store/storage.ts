import { Records } from './records';

let open: Records | null = null;

/** Opens the model storage, once per page. */
export async function openStorage(): Promise<Records> {
  open ??= await Records.open();
  return open;
}

/** The open model storage. Throws before `openStorage` has resolved. */
export function records(): Records {
  if (open === null) {
    throw new Error('Model storage is not open');
  }
  return open;
}

export function closeStorage(): void {
  open?.close();
  open = null;
}
