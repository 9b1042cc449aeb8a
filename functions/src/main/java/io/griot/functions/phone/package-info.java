/** Phone numbers as people write them, and the people whom requests name by them. */
@NullMarked
package io.griot.functions.phone;

import org.jspecify.annotations.NullMarked;
