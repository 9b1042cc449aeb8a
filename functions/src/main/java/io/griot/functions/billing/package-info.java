/** Payments: the ledger, payments through providers and by hand, and payment pages. */
@NullMarked
package io.griot.functions.billing;

import org.jspecify.annotations.NullMarked;
