@NullMarked
package io.griot.local.chaos;

import org.jspecify.annotations.NullMarked;
