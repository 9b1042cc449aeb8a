import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { EventEmitter } from '../../models/EventEmitter';

define('WAWebEventEmitter', { default: EventEmitter });
define('WAWebBaseModel', { BaseModel, defineModel });
define('WAWebCollection', { default: BaseCollection });
define('WAWebBaseCollection', { BaseCollection });

/** In older clients models are proxies; here, as in the current one, they are not. */
define('WAWebStateUtils', { unproxy: <T>(model: T): T => model });
