/** Phone numbers in requests, and the people to whom they belong. */
@NullMarked
package io.griot.functions.phone;

import org.jspecify.annotations.NullMarked;
