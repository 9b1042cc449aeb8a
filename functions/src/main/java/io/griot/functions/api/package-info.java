/** The API's operations: a call is read, judged and answered here. */
@NullMarked
package io.griot.functions.api;

import org.jspecify.annotations.NullMarked;
