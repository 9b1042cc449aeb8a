/** Items, conditional writes and transactions of DynamoDB, for the Lambdas and the hosts. */
@NullMarked
package io.griot.dynamo;

import org.jspecify.annotations.NullMarked;
