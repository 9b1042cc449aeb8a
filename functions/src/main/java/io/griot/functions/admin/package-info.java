/** The operators' operations on an installation, over HTTP. */
@NullMarked
package io.griot.functions.admin;

import org.jspecify.annotations.NullMarked;
