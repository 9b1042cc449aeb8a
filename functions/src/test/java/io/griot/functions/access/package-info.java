@NullMarked
package io.griot.functions.access;

import org.jspecify.annotations.NullMarked;
