/** What the tests of all modules share. On no class path but theirs. */
@NullMarked
package io.griot.testing;

import org.jspecify.annotations.NullMarked;
