/** PayDunya: payments by mobile money and card in West Africa. */
@NullMarked
package io.griot.functions.billing.paydunya;

import org.jspecify.annotations.NullMarked;
