/** Tests of the code that the tests share. */
@NullMarked
package io.griot.testing;

import org.jspecify.annotations.NullMarked;
