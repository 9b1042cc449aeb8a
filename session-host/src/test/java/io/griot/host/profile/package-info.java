@NullMarked
package io.griot.host.profile;

import org.jspecify.annotations.NullMarked;
