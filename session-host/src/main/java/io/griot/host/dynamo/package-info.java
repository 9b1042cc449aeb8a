/** DynamoDB's attribute values and conditional updates, as the host's stores write them. */
@NullMarked
package io.griot.host.dynamo;

import org.jspecify.annotations.NullMarked;
