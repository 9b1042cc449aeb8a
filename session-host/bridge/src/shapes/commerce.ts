import { type Json, plain, present } from '../models/plain';
import type { MsgModel, Page } from '../page';
import type { OrderDetails } from '../workarounds';
import { whoAs } from './numbers';
import type { Order, Payment, RawMessageId } from './types';

/** An order; amounts in thousandths of the currency's unit. */
export function orderShape(order: OrderDetails): Order {
  return {
    ...(order.products === undefined ? {} : { products: order.products.map(productShape) }),
    subtotal: order.subtotal ?? null,
    total: order.total ?? null,
    currency: order.currency ?? null,
    createdAt: order.createdAt ?? null,
  };
}

function productShape(
  product: NonNullable<OrderDetails['products']>[number],
): NonNullable<Order['products']>[number] {
  return {
    id: String(product.id),
    price: product.price ?? '',
    thumbnailUrl: product.thumbnailUrl ?? null,
    currency: product.currency ?? null,
    name: product.name,
    quantity: product.quantity ?? null,
    data: null,
  };
}

/** The payment in a message of type `payment`. */
export function paymentShape(page: Page, model: MsgModel): Payment {
  const data = plain(model) as { [key: string]: Json };
  const receiver = data.paymentMessageReceiverJid as Payment['paymentMessageReceiverJid'] | null;
  const note = data.paymentNoteMsg as { body?: Json } | null | undefined;
  return {
    id: plain(model.id) as unknown as RawMessageId,
    ...present('paymentCurrency', data.paymentCurrency as string | undefined),
    ...present('paymentAmount1000', data.paymentAmount1000 as number | undefined),
    ...(receiver
      ? {
          paymentMessageReceiverJid: receiver,
          ...whoAs(page, 'paymentMessageReceiver', receiver),
        }
      : {}),
    ...present(
      'paymentTransactionTimestamp',
      data.paymentTransactionTimestamp as number | undefined,
    ),
    ...present('paymentStatus', data.paymentStatus as number | undefined),
    ...present('paymentTxnStatus', data.paymentTxnStatus as number | undefined),
    ...(typeof note?.body === 'string' ? { paymentNote: note.body } : {}),
  };
}
