/** How the sandbox's HTTP reads bodies and says what was wrong with a request. */
@NullMarked
package io.griot.sandbox.http;

import org.jspecify.annotations.NullMarked;
