@NullMarked
package io.griot.logging;

import org.jspecify.annotations.NullMarked;
