/** Who may run a session: leases in DynamoDB, placement messages in SQS. */
@NullMarked
package io.griot.host.lease;

import org.jspecify.annotations.NullMarked;
