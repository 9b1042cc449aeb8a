/** Money: the ledger, payments by providers and by hand, pages to pay on. */
@NullMarked
package io.griot.functions.billing;

import org.jspecify.annotations.NullMarked;
