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

/** What was ordered, by the server; the token in the order's message is what allows to ask. */
async function queryOrder({ orderId, token }: OrderQuery): Promise<WireOrder> {
  const { order } = await link.request('order', { id: orderId, token });
  return order;
}

define('WAWebBizQueryOrderJob', { queryOrder });

/** An order as it is shown. */
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
