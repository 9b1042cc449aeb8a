/** The deployed functions: their jar in Lambda's Java runtime. */
@NullMarked
package io.griot.local.lambda;

import org.jspecify.annotations.NullMarked;
