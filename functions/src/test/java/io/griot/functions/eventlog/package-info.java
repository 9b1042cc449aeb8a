@NullMarked
package io.griot.functions.eventlog;

import org.jspecify.annotations.NullMarked;
