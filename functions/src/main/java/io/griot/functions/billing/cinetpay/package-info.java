/** CinetPay: payments by mobile money and card in West and Central Africa. */
@NullMarked
package io.griot.functions.billing.cinetpay;

import org.jspecify.annotations.NullMarked;
