/** What an operation of the API does: reads the call, judges it, and answers it. */
@NullMarked
package io.griot.functions.api;

import org.jspecify.annotations.NullMarked;
