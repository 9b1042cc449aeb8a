@NullMarked
package io.griot.functions.pairing;

import org.jspecify.annotations.NullMarked;
