/** Code that the tests of all modules share. It is only on the class path of tests. */
@NullMarked
package io.griot.testing;

import org.jspecify.annotations.NullMarked;
