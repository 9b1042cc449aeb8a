@NullMarked
package io.griot.functions.api;

import org.jspecify.annotations.NullMarked;
