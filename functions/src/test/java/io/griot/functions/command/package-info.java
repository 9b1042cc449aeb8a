@NullMarked
package io.griot.functions.command;

import org.jspecify.annotations.NullMarked;
