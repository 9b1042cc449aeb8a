@NullMarked
package io.griot.functions.sending;

import org.jspecify.annotations.NullMarked;
