/** API Gateway on one machine: HTTP in front of the very handlers that Lambda runs. */
@NullMarked
package io.griot.local.gateway;

import org.jspecify.annotations.NullMarked;
