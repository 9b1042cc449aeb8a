/** Request bodies and error answers of the sandbox's HTTP interface. */
@NullMarked
package io.griot.sandbox.http;

import org.jspecify.annotations.NullMarked;
