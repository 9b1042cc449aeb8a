@NullMarked
package io.griot.host.command;

import org.jspecify.annotations.NullMarked;
