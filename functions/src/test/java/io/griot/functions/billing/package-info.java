@NullMarked
package io.griot.functions.billing;

import org.jspecify.annotations.NullMarked;
