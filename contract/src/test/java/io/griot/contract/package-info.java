@NullMarked
package io.griot.contract;

import org.jspecify.annotations.NullMarked;
