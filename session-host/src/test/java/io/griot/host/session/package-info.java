@NullMarked
package io.griot.host.session;

import org.jspecify.annotations.NullMarked;
