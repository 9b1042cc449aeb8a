/** DynamoDB attribute values and conditional updates for the host's stores. */
@NullMarked
package io.griot.host.dynamo;

import org.jspecify.annotations.NullMarked;
