/**
 * The deletion of customers: which data is removed, in which order, and which counts are reported.
 */
@NullMarked
package io.griot.functions.deletion;

import org.jspecify.annotations.NullMarked;
