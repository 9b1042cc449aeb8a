/**
 * Customers: their plans, payments and the state of their subscription, which is a function of
 * time.
 */
@NullMarked
package io.griot.functions.customers;

import org.jspecify.annotations.NullMarked;
