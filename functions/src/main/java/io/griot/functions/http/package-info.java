/** HTTP requests and replies of the API, and the form of its errors. */
@NullMarked
package io.griot.functions.http;

import org.jspecify.annotations.NullMarked;
