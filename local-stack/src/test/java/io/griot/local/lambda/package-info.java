/** The functions as they are deployed: their jar, in Lambda's own Java runtime. */
@NullMarked
package io.griot.local.lambda;

import org.jspecify.annotations.NullMarked;
