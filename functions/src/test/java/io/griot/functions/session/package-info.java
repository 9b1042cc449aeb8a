@NullMarked
package io.griot.functions.session;

import org.jspecify.annotations.NullMarked;
