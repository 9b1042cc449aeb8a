/** Customers as the operator sees them: who they are, their plan, and what they may have. */
@NullMarked
package io.griot.functions.customers;

import org.jspecify.annotations.NullMarked;
