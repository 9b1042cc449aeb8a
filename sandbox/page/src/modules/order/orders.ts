import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { link } from '../../net/link';
import type { WireOrder } from '../../protocol';

interface OrderQuery {
  orderId: string;
  token: string;
  width: number;
  height: number;
}

/** An order from the server; the token in its message permits the request. */
async function queryOrder({ orderId, token }: OrderQuery): Promise<WireOrder> {
  const { order } = await link.request('order', { id: orderId, token });
  return order;
}

define('WAWebBizQueryOrderJob', { queryOrder });

/** A displayed order. */
class Order extends BaseModel {
  declare id: string;
}

defineModel({
  model: Order,
  name: 'order',
  props: [
    'id',
    'products',
    'itemCount',
    'subtotal',
    'tax',
    'total',
    'currency',
    'createdAt',
    'sellerJid',
  ],
});

class OrderCollectionImpl extends BaseCollection<Order> {}

define('WAWebOrderModel', { default: Order });
define('WAWebOrderCollection', { OrderCollection: new OrderCollectionImpl(Order) });
