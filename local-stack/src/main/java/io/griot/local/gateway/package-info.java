/**
 * API Gateway and SQS event source on one machine, in front of the same handlers that Lambda runs.
 */
@NullMarked
package io.griot.local.gateway;

import org.jspecify.annotations.NullMarked;
