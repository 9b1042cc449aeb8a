@NullMarked
package io.griot.functions.usage;

import org.jspecify.annotations.NullMarked;
