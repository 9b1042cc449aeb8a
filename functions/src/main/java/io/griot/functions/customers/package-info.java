/**
 * Customers: who they are, what they pay for, and the state of their subscription, which is a
 * function of time.
 */
@NullMarked
package io.griot.functions.customers;

import org.jspecify.annotations.NullMarked;
