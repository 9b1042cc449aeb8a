/** The API's operations: calls are read, checked and answered here. */
@NullMarked
package io.griot.functions.api;

import org.jspecify.annotations.NullMarked;
