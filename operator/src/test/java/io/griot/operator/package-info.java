@NullMarked
package io.griot.operator;

import org.jspecify.annotations.NullMarked;
