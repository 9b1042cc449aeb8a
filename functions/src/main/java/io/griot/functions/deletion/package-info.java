/** Deleting customers: what goes, in which order, and what is told of it. */
@NullMarked
package io.griot.functions.deletion;

import org.jspecify.annotations.NullMarked;
