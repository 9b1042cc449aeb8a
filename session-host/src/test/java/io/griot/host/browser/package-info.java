@NullMarked
package io.griot.host.browser;

import org.jspecify.annotations.NullMarked;
