/** Which web pages may call the API. */
@NullMarked
package io.griot.contract.net;

import org.jspecify.annotations.NullMarked;
