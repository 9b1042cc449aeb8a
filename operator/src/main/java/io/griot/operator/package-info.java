/** {@code ./griot admin}: the operator's command line over the admin API. */
@NullMarked
package io.griot.operator;

import org.jspecify.annotations.NullMarked;
