import { Failure, refusal } from '../failure';
import type { MsgModel, Page, Wid } from '../page';
import { asked } from './asked';
import { exported } from './exported';
import { aboutOutgoing, noted, refusalsOf } from './refusals';

type Outgoing = Parameters<typeof aboutOutgoing>[0];

/** The arguments of the last step of a status post, in WhatsApp's form and in wa-js's. */
type StatusSender = (
  ...args: [{ sendMsgRecord: Outgoing; msgProtobuf: unknown; metricsReporter: unknown }] | unknown[]
) => Promise<unknown>;

const adapted = new WeakSet<StatusSender>();

/**
 * `WAWebEncryptAndSendStatusMsg.encryptAndSendStatusMsg` takes one object, and wa-js's wrapper of
 * `encryptAndSendMsg` still gives it three arguments, swallows its exceptions, and has made the
 * post by then. wa-js reads the export at every call, so it uses an adapter in its place.
 * WhatsApp's own calls, with one argument, pass unchanged. The result of a call is recorded,
 * because both drop it.
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
  if (!adapted.has(original)) {
    const takesOne = original.length <= 1;
    const adapter: StatusSender = (...args) => {
      const [first, msgProtobuf, metricsReporter] = args;
      const record = args.length > 1 ? first : (first as { sendMsgRecord?: unknown }).sendMsgRecord;
      const sent =
        args.length > 1 && takesOne
          ? original({ sendMsgRecord: record as Outgoing, msgProtobuf, metricsReporter })
          : original(...args);
      return noted(refusalsOf(page), aboutOutgoing((record ?? {}) as Outgoing), sent);
    };
    adapted.add(adapter);
    exports.encryptAndSendStatusMsg = adapter;
  }
  return true;
}

/**
 * The people to whom the account's status posts are shown, by WhatsApp's setting: the address book,
 * all of it but some, or only some. If the list is empty, WhatsApp sends nothing.
 */
export async function statusList(page: Page): Promise<Wid[]> {
  const { list } = (await asked(page.wpp.whatsapp.functions.getStatusList())) as { list?: Wid[] };
  return list ?? [];
}

/**
 * `WAWebRevokeStatusAction.sendStatusRevokeMsgAction`: revokes an own post for everybody who saw
 * it. wa-js's `status.remove` looks for the account's posts under its phone number, where they no
 * longer are. The module does not report a refusal.
 *
 * @throws Failure by the server's status when it refused, OUTCOME_UNKNOWN when the result is
 * unknown
 */
export async function revokeStatus(page: Page, post: MsgModel): Promise<void> {
  if (!adaptStatusSender(page)) {
    throw new Failure('UNAVAILABLE_IN_THIS_VERSION');
  }
  const refusals = refusalsOf(page);
  refusals.forget(post.id);
  const revoke = exported<(status: unknown, post: MsgModel) => Promise<unknown>>(
    page,
    'WAWebRevokeStatusAction',
    'sendStatusRevokeMsgAction',
  );
  const { StatusV3Store } = page.wpp.whatsapp;
  await revoke(StatusV3Store.getMyStatus(), post);
  const status = refusals.of(post.id);
  if (status === undefined) {
    throw new Failure('OUTCOME_UNKNOWN');
  }
  if (status !== 0) {
    throw refusal(status);
  }
}
