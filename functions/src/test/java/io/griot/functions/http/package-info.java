@NullMarked
package io.griot.functions.http;

import org.jspecify.annotations.NullMarked;
