import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { EventEmitter } from '../../models/EventEmitter';

define('WAWebEventEmitter', { default: EventEmitter });
define('WAWebBaseModel', { BaseModel, defineModel });
define('WAWebCollection', { default: BaseCollection });
define('WAWebBaseCollection', { BaseCollection });

/** Models are proxies in older clients; here, as in today's, they already are themselves. */
define('WAWebStateUtils', { unproxy: <T>(model: T): T => model });
