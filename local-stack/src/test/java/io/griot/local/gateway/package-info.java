@NullMarked
package io.griot.local.gateway;

import org.jspecify.annotations.NullMarked;
