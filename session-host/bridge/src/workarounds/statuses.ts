import type { Page } from '../page';

/** What WhatsApp takes of a status post on its last step, and what wa-js gives it. */
type StatusSender = (
  ...args: [{ sendMsgRecord: unknown; msgProtobuf: unknown; metricsReporter: unknown }] | unknown[]
) => Promise<unknown>;

const adapted = new WeakSet<StatusSender>();

/**
 * `WAWebEncryptAndSendStatusMsg.encryptAndSendStatusMsg` takes one object, and wa-js's wrapper of
 * `encryptAndSendMsg` still gives it three arguments, swallows what that throws, and has made the post by
 * then. wa-js reads the export anew at every call, so an adapter in its place is what it finds. WhatsApp's
 * own calls, of one argument, go through as they are.
 *
 * @returns false when this version of WhatsApp has no such function
 */
export function adaptStatusSender(page: Page): boolean {
  const exports = page.module<{ encryptAndSendStatusMsg?: StatusSender }>(
    'WAWebEncryptAndSendStatusMsg',
  );
  const original = exports?.encryptAndSendStatusMsg;
  if (!exports || original === undefined) {
    return false;
  }
  if (!adapted.has(original) && original.length <= 1) {
    const adapter: StatusSender = (...args) => {
      const [sendMsgRecord, msgProtobuf, metricsReporter] = args;
      return args.length > 1
        ? original({ sendMsgRecord, msgProtobuf, metricsReporter })
        : original(...args);
    };
    adapted.add(adapter);
    exports.encryptAndSendStatusMsg = adapter;
  }
  return true;
}

/** How many people the account's status posts are shown to; to none, WhatsApp sends nothing. */
export async function statusAudience(page: Page): Promise<number> {
  const { list } = (await page.wpp.whatsapp.functions.getStatusList()) as { list?: unknown[] };
  return list?.length ?? 0;
}
