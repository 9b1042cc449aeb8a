@NullMarked
package io.griot.functions.phone;

import org.jspecify.annotations.NullMarked;
