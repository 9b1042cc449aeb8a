// Checks a delivery as its receiver would, with the reference library of Standard Webhooks.
// Environment: SECRET, HEADERS (JSON), BODY.
import { Webhook } from 'standardwebhooks';

const { SECRET, HEADERS, BODY } = process.env;
const payload = new Webhook(SECRET).verify(BODY, JSON.parse(HEADERS));
console.log(payload.dataType);
